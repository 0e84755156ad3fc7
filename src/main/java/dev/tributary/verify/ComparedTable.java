package dev.tributary.verify;

import dev.tributary.mapping.JsonObjects;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of a route that are compared, the merge key's first; rows hold their texts in this order. */
record ComparedTable(RoutePlan route, List<ComparedColumn> columns, int keyColumns) {

    static ComparedTable of(RoutePlan route) {
        List<TargetColumn> targetColumns = route.target().columns();
        List<ComparedColumn> columns = targetColumns.subList(1, targetColumns.size()).stream()
                .map(target -> compared(route, target))
                .toList();
        return new ComparedTable(route, columns, route.target().keyColumns() - 1);
    }

    private static ComparedColumn compared(RoutePlan route, TargetColumn target) {
        String constant = route.overrides().constants().get(target.name());
        if (constant != null) {
            TextForm form = TextForm.ofConstant(target.type());
            return new ComparedColumn(
                    target.name(), form, form.sourceLiteral(constant), digitsBehindPoint(constant), target.type());
        }
        Optional<Column> column = route.sourceOf(target.name());
        TextForm form = column.map(c -> form(c, target, route)).orElse(TextForm.TEXT);
        String source =
                column.map(c -> SourceDates.expression(c, target, route)).orElse(null);
        int digits = column.map(c -> fractionDigits(c.type())).orElse(0);
        return new ComparedColumn(target.name(), form, source, digits, target.type());
    }

    private static int fractionDigits(MySqlType type) {
        return switch (type.name()) {
            case "decimal", "numeric" -> type.argument(1, 0);
            case "datetime", "timestamp", "time" -> type.argument(0, 0);
            default -> 0;
        };
    }

    private static int digitsBehindPoint(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 0 : number.length() - point - 1;
    }

    private static TextForm form(Column column, TargetColumn target, RoutePlan route) {
        if (TypeMapping.isPrinted(column.type(), target.type())) {
            return TextForm.PRINTED;
        }
        return switch (route.overrides().types().getOrDefault(column.name(), "")) {
            case TypeMapping.WELL_KNOWN_TEXT -> TextForm.WELL_KNOWN_TEXT;
            case JsonObjects.TYPE -> TextForm.OBJECT;
            default -> TextForm.of(column.type());
        };
    }

    List<ComparedColumn> key() {
        return columns.subList(0, keyColumns);
    }

    /** Whether an index of the source has the key's order, so that the table can be read in pages. */
    boolean isPageable() {
        List<String> names = route.sourceKey();
        TableSchema source = route.source();
        return (source.primaryKey().equals(names) || source.uniqueKeys().contains(names))
                && key().stream().allMatch(column -> column.form().indexHasOrder());
    }

    /** By what both servers write a row's values as one text; empty where {@link #whyByRows} has a reason. */
    List<DigestText> digestTexts() {
        return whyByRows() == null
                ? columns.stream()
                        .map(DigestText::of)
                        .map(Objects::requireNonNull)
                        .toList()
                : List.of();
    }

    /** Why checksums cannot be compared, so that all rows are; null where they can. */
    @Nullable
    String whyByRows() {
        if (!isPageable()) {
            return "no index of MySQL has the order in which both servers sort its key ("
                    + String.join(", ", route.sourceKey()) + ")";
        }
        return columns.stream()
                .filter(column -> DigestText.of(column) == null)
                .map(column -> "the two servers have no common text for its column " + column.name() + " ("
                        + column.targetType() + ")")
                .findFirst()
                .orElse(null);
    }

    List<String> keyOf(List<@Nullable String> row) {
        return row.subList(0, keyColumns).stream().map(Objects::requireNonNull).toList();
    }

    /** Compares the keys of two rows in the order in which both servers sort. */
    int compareKeys(List<@Nullable String> left, List<@Nullable String> right) {
        for (int i = 0; i < keyColumns; i++) {
            String l = Objects.requireNonNull(left.get(i));
            String r = Objects.requireNonNull(right.get(i));
            int order = l.equals(r) ? 0 : columns.get(i).form().compare(l, r);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The columns beyond the key in which two rows of one key differ. */
    List<Difference.Value> differingValues(List<@Nullable String> source, List<@Nullable String> target) {
        List<Difference.Value> differing = List.of();
        for (int i = keyColumns; i < columns.size(); i++) {
            ComparedColumn column = columns.get(i);
            if (!column.form().same(source.get(i), target.get(i))) {
                differing = differing.isEmpty() ? new ArrayList<>() : differing;
                differing.add(Difference.Value.of(column.name(), source.get(i), target.get(i)));
            }
        }
        return differing;
    }
}
