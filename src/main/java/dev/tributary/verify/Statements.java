package dev.tributary.verify;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SELECT statements of both servers for the same rows of one table, in the same order. */
final class Statements {

    /** A name that no column of a target has: ClickHouse takes an alias for a column of its name. */
    private static final String DIGEST = "`tributary digest`";

    private static final String ALL_ROWS = "18446744073709551615";

    private final ComparedTable table;

    Statements(ComparedTable table) {
        this.table = table;
    }

    String sourceRange(KeyRange range) {
        return sourceSelect(sourceConditions(range));
    }

    String targetRange(KeyRange range) {
        return targetSelect(targetConditions(range));
    }

    /**
     * The rows of a range, those with a digest, and all digests folded into two numbers of 64 bits. The limit keeps MySQL from
     * working out each digest twice. SHA-256, since MySQL 9.6 has no MD5 but as a component, and processors have instructions for
     * it.
     */
    String sourceChecksum(KeyRange range, List<DigestText> texts) {
        return "SELECT COUNT(*), COUNT(digest), BIT_XOR(CAST(CONV(LEFT(digest, 16), 16, 10) AS UNSIGNED)),"
                + " BIT_XOR(CAST(CONV(SUBSTR(digest, 17, 16), 16, 10) AS UNSIGNED))"
                + " FROM (SELECT CAST(SHA2(" + concatenated(texts, DigestText::source)
                + ", 256) AS BINARY(64)) AS digest"
                + sourceFrom() + where(filtered(sourceConditions(range))) + " LIMIT " + ALL_ROWS + ") AS digests";
    }

    String targetChecksum(KeyRange range, List<DigestText> texts) {
        return "SELECT count(), count(), groupBitXor(" + wholeNumber(1) + "), groupBitXor(" + wholeNumber(9)
                + ") FROM (SELECT SHA256(" + concatenated(texts, DigestText::target) + ") AS " + DIGEST + targetFrom()
                + where(ofRoute(targetConditions(range))) + ")";
    }

    private static String concatenated(List<DigestText> texts, Function<DigestText, String> expression) {
        return texts.stream().map(expression).collect(Collectors.joining(", ',', ", "concat('', ", ")"));
    }

    /** Eight bytes of a digest as MySQL's CONV reads their hexadecimal digits, the highest first. */
    private static String wholeNumber(int from) {
        return "reinterpretAsUInt64(reverse(substring(" + DIGEST + ", " + from + ", 8)))";
    }

    private List<String> sourceConditions(KeyRange range) {
        return rangeConditions(
                range, this::sourceColumn, (column, text) -> column.form().sourceLiteral(text));
    }

    private List<String> targetConditions(KeyRange range) {
        return rangeConditions(
                range, this::targetColumn, (column, text) -> column.form().targetLiteral(text, column.targetType()));
    }

    String sourceKeys(List<List<String>> keys) {
        return sourceSelect(List.of(sourceAnyOf(keys)));
    }

    String targetKeys(List<List<String>> keys) {
        return targetSelect(List.of(targetAnyOf(keys)));
    }

    KeyCondition condition(List<List<String>> keys) {
        return new KeyCondition(
                String.join(" AND ", filtered(List.of(sourceAnyOf(keys)))),
                String.join(" AND ", ofRoute(List.of(targetAnyOf(keys)))));
    }

    private String sourceAnyOf(List<List<String>> keys) {
        return anyOf(keys, (column, text) -> column.form().sourceEquality(sourceColumn(column), text));
    }

    private String targetAnyOf(List<List<String>> keys) {
        return anyOf(
                keys,
                (column, text) ->
                        targetColumn(column) + " = " + column.form().targetLiteral(text, column.targetType()));
    }

    /** The key of the last of so many rows behind the range's start; no row if there are fewer. */
    String sourcePageEnd(KeyRange range, int rows) {
        return "SELECT " + list(table.key(), this::sourceExpression) + sourceFrom()
                + where(filtered(sourceConditions(range)))
                + " ORDER BY " + sourceOrder() + " LIMIT 1 OFFSET " + (rows - 1);
    }

    private String sourceSelect(List<String> conditions) {
        return "SELECT " + list(table.columns(), this::sourceExpression) + sourceFrom() + where(filtered(conditions))
                + " ORDER BY " + sourceOrder();
    }

    /** Only the rows that are replicated. */
    private List<String> filtered(List<String> conditions) {
        List<String> all = new ArrayList<>(conditions);
        table.route().overrides().filter().stream()
                .map(condition -> FilterSql.of(condition, table.route().source()))
                .forEach(all::add);
        return all;
    }

    private String sourceFrom() {
        TableId id = table.route().source().id();
        return " FROM " + quoteForMySql(id.database()) + "." + quoteForMySql(id.table());
    }

    private String sourceOrder() {
        return list(table.key(), column -> column.form().sourceOrder(sourceColumn(column)));
    }

    private String sourceExpression(ComparedColumn column) {
        return column.source() == null ? "NULL" : column.form().sourceExpression(column.source());
    }

    private String targetSelect(List<String> conditions) {
        return "SELECT " + list(table.columns(), ComparedColumn::targetExpression)
                + targetFrom() + where(ofRoute(conditions))
                + " ORDER BY " + list(table.key(), this::targetColumn);
    }

    private String targetFrom() {
        return " FROM " + Identifiers.quote(table.route().target().target());
    }

    /** Only the rows of the route's connection. */
    private List<String> ofRoute(List<String> conditions) {
        List<String> all = new ArrayList<>(conditions);
        all.add(
                0,
                Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = "
                        + Identifiers.literal(table.route().sourceDatabase()));
        return all;
    }

    private String sourceColumn(ComparedColumn column) {
        return String.valueOf(column.source());
    }

    private String targetColumn(ComparedColumn column) {
        return Identifiers.quote(column.name());
    }

    static String quoteForMySql(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    private static String list(List<ComparedColumn> columns, Function<ComparedColumn, String> expression) {
        return columns.stream().map(expression).collect(Collectors.joining(", "));
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private String anyOf(List<List<String>> keys, ColumnText equality) {
        return keys.stream()
                .map(key -> IntStream.range(0, key.size())
                        .mapToObj(i -> equality.apply(table.key().get(i), key.get(i)))
                        .collect(Collectors.joining(" AND ", "(", ")")))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private List<String> rangeConditions(KeyRange range, Function<ComparedColumn, String> name, ColumnText literal) {
        List<String> conditions = new ArrayList<>();
        if (range.above() != null) {
            conditions.addAll(bound(range.above(), ">", ">=", ">", name, literal));
        }
        if (range.upTo() != null) {
            conditions.addAll(bound(range.upTo(), "<", "<=", "<=", name, literal));
        }
        return conditions;
    }

    /**
     * The lexicographic comparison written out, since MySQL uses no index for a comparison of tuples: {@code a >= 1 AND (a >
     * 1 OR a = 1 AND b > 2)}.
     */
    private List<String> bound(
            List<String> key,
            String strict,
            String leading,
            String last,
            Function<ComparedColumn, String> name,
            ColumnText literal) {
        IntFunction<String> value = i -> literal.apply(table.key().get(i), key.get(i));
        IntFunction<String> column = i -> name.apply(table.key().get(i));
        int end = key.size() - 1;
        String condition = column.apply(end) + " " + last + " " + value.apply(end);
        for (int i = end - 1; i >= 0; i--) {
            condition = "(" + column.apply(i) + " " + strict + " " + value.apply(i) + " OR " + column.apply(i) + " = "
                    + value.apply(i) + " AND " + condition + ")";
        }
        return end == 0
                ? List.of(condition)
                : List.of(column.apply(0) + " " + leading + " " + value.apply(0), condition);
    }

    /** SQL for a column and a text of its values. */
    @FunctionalInterface
    private interface ColumnText {
        String apply(ComparedColumn column, String text);
    }
}
