package dev.tributary.plan;

import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.Column;
import dev.tributary.model.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which columns identify a row: the configured ones, else the primary key, else the first unique key without
 * nullable columns.
 */
final class MergeKeyChoice {

    private final TableConfig table;
    private final AlikeProblems problems;

    MergeKeyChoice(TableConfig table, AlikeProblems problems) {
        this.table = table;
        this.problems = problems;
    }

    /** The key by which all the databases' rows are merged; null, after reporting why, where there is none. */
    @Nullable
    List<String> decide(List<SourceDatabase> sources) {
        List<String> key = null;
        String decidedBy = "";
        boolean usable = true;
        for (SourceDatabase source : sources) {
            TableSchema schema = source.table(table.source()).orElseThrow();
            List<String> own = table.mergeKey().isEmpty() ? natural(source, schema) : configured(source, schema);
            if (own == null) {
                usable = false;
            } else if (key == null) {
                key = own;
                decidedBy = source.name();
            } else if (!Set.copyOf(key).equals(Set.copyOf(own))) { // their order tells no rows apart
                failed(
                        source,
                        "its key " + own + " differs from " + key + " in connection '" + decidedBy
                                + "'; name the columns that identify a row in every database as merge-key");
                usable = false;
            }
        }
        return usable ? key : null;
    }

    private @Nullable List<String> natural(SourceDatabase source, TableSchema schema) {
        Optional<List<String>> key = schema.keys().stream().findFirst();
        if (key.isEmpty()) {
            failed(
                    source,
                    schema.id() + " has neither a primary key nor a unique key without nullable columns, so its rows"
                            + " cannot be told apart; add a primary key, or set active: false");
        }
        return key.orElse(null);
    }

    private @Nullable List<String> configured(SourceDatabase source, TableSchema schema) {
        boolean usable = true;
        for (String name : table.mergeKey()) {
            Optional<Column> column = schema.column(name);
            if (column.isEmpty()) {
                failed(
                        source,
                        "merge-key column '" + name + "' is not in " + schema.id() + "; its columns are "
                                + String.join(
                                        ", ",
                                        schema.columns().stream()
                                                .map(Column::name)
                                                .toList()));
                usable = false;
            } else if (column.get().nullable()) {
                failed(
                        source,
                        "merge-key column '" + name + "' of " + schema.id()
                                + " is nullable; NULL identifies no row, so make it NOT NULL or choose another");
                usable = false;
            }
        }
        if (usable && !schema.isIdentifiedBy(table.mergeKey())) {
            failed(
                    source,
                    "merge-key " + table.mergeKey() + " is not unique in " + schema.id()
                            + ", so rows would be lost; it must hold all columns of the primary key or of a unique key"
                            + " without nullable columns: " + schema.keys());
            usable = false;
        }
        return usable ? table.mergeKey() : null;
    }

    private void failed(SourceDatabase source, String message) {
        problems.add(source, "table " + table.source() + ", " + AlikeProblems.WHO, message);
    }
}
