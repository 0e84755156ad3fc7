package dev.tributary.mysql.snapshot;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that cut and read chunks. A comparison of whole keys is written out,
 * {@code a > 1 OR (a = 1 AND b > 2)}: MySQL does not use an index for {@code (a, b) > (1, 2)}. The index is forced, or
 * the server might read a whole table for each chunk.
 */
final class ChunkSql {

    private ChunkSql() {}

    /** Asks for the key of the n-th row behind a bound, in the server's own order. */
    static String bound(TableId table, ChunkKey key, @Nullable KeyBound last, long rows) {
        String expressions = key.parts().stream().map(KeyPart::expression).collect(Collectors.joining(", "));
        String order = key.parts().stream().map(KeyPart::name).collect(Collectors.joining(", "));
        return "SELECT " + expressions + " FROM " + Sql.name(table) + hint(key)
                + where(last == null ? Optional.empty() : Optional.of(after(key.parts(), last.literals())))
                + " ORDER BY " + order + " LIMIT 1 OFFSET " + (rows - 1);
    }

    /** Asks for the rows of a chunk. */
    static String rows(Chunk chunk, List<Column> columns) {
        String expressions = columns.stream().map(ChunkSql::exact).collect(Collectors.joining(", "));
        return "SELECT " + expressions + " FROM " + Sql.name(chunk.table()) + hint(chunk.key())
                + where(condition(chunk));
    }

    /** Asks for the rows of a condition. */
    static String rowsWhere(TableId table, List<Column> columns, String condition) {
        return "SELECT " + columns.stream().map(ChunkSql::exact).collect(Collectors.joining(", ")) + " FROM "
                + Sql.name(table) + " WHERE " + condition;
    }

    /**
     * MySQL prints a FLOAT with six digits, and a DOUBLE with a fixed number of decimals rounded to it; multiplied by
     * one they are doubles that are printed in full, and keep the sign of a zero.
     */
    private static String exact(Column column) {
        MySqlType type = column.type();
        boolean isRounded = type.name().equals("float")
                || type.name().equals("double") && !type.arguments().isEmpty();
        return Sql.name(column.name()) + (isRounded ? " * 1E0" : "");
    }

    private static String hint(ChunkKey key) {
        return key.isNone() ? "" : " FORCE INDEX (" + Sql.name(key.index()) + ")";
    }

    private static String where(Optional<String> condition) {
        return condition.map(text -> " WHERE " + text).orElse("");
    }

    /**
     * Where both bounds begin with the same values, these are said once: so the server reads no more than the chunk.
     */
    private static Optional<String> condition(Chunk chunk) {
        List<KeyPart> parts = chunk.key().parts();
        KeyBound after = chunk.after();
        KeyBound upTo = chunk.upTo();
        if (after == null || upTo == null) {
            return after != null
                    ? Optional.of(after(parts, after.literals()))
                    : Optional.ofNullable(upTo).map(bound -> upTo(parts, bound.literals()));
        }
        int same = 0;
        while (after.literals().get(same).equals(upTo.literals().get(same))) {
            same++;
        }
        List<KeyPart> rest = parts.subList(same, parts.size());
        Stream<String> equal = Stream.iterate(0, i -> i + 1)
                .limit(same)
                .map(i -> parts.get(i).isEqualTo(after.literals().get(i)));
        Stream<String> between = Stream.of(
                after(rest, after.literals().subList(same, parts.size())),
                upTo(rest, upTo.literals().subList(same, parts.size())));
        return Optional.of(
                Stream.concat(equal, between.map(text -> "(" + text + ")")).collect(Collectors.joining(" AND ")));
    }

    private static String after(List<KeyPart> parts, List<String> literals) {
        KeyPart part = parts.get(0);
        String literal = literals.get(0);
        if (parts.size() == 1) {
            return part.isGreaterThan(literal).orElse("FALSE");
        }
        String among = after(parts.subList(1, parts.size()), literals.subList(1, literals.size()));
        return or(part.isGreaterThan(literal), part.isEqualTo(literal), among);
    }

    private static String upTo(List<KeyPart> parts, List<String> literals) {
        KeyPart part = parts.get(0);
        String literal = literals.get(0);
        if (parts.size() == 1) {
            return part.isLessThan(literal).map(less -> less + " OR ").orElse("") + part.isEqualTo(literal);
        }
        String among = upTo(parts.subList(1, parts.size()), literals.subList(1, literals.size()));
        return or(part.isLessThan(literal), part.isEqualTo(literal), among);
    }

    private static String or(Optional<String> beyond, String equal, String among) {
        String atEqual = "(" + equal + " AND (" + among + "))";
        return beyond.map(text -> text + " OR " + atEqual).orElse(atEqual);
    }
}
