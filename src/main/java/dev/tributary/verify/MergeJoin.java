package dev.tributary.verify;

import dev.tributary.clickhouse.ClickHouseClient;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks along two streams of rows sorted by key: takes the target's rows as they come, and pulls the source's. */
final class MergeJoin implements ClickHouseClient.RowConsumer {

    private final ComparedTable table;
    private final RowSource source;
    private final Consumer<Difference> differences;

    private @Nullable List<@Nullable String> sourceRow;
    private @Nullable List<@Nullable String> previousTarget;
    private boolean duplicateReported;
    private long sourceRows;

    MergeJoin(ComparedTable table, RowSource source, Consumer<Difference> differences) throws SQLException {
        this.table = table;
        this.source = source;
        this.differences = differences;
        advance();
    }

    @Override
    public void accept(List<@Nullable String> target) throws SQLException {
        if (previousTarget != null && table.compareKeys(previousTarget, target) == 0) {
            if (!duplicateReported) {
                report(Difference.Kind.DUPLICATE, target, List.of());
                duplicateReported = true;
            }
            return;
        }
        previousTarget = target;
        duplicateReported = false;
        while (sourceRow != null) {
            int order = table.compareKeys(sourceRow, target);
            if (order == 0) {
                List<Difference.Value> values = table.differingValues(sourceRow, target);
                if (!values.isEmpty()) {
                    report(Difference.Kind.DIFFERENT, target, values);
                }
                advance();
                return;
            }
            if (order > 0) {
                break;
            }
            report(Difference.Kind.MISSING, sourceRow, List.of());
            advance();
        }
        report(Difference.Kind.EXTRA, target, List.of());
    }

    /** To be called when the target has no more rows. */
    void finish() throws SQLException {
        while (sourceRow != null) {
            report(Difference.Kind.MISSING, sourceRow, List.of());
            advance();
        }
    }

    long sourceRows() {
        return sourceRows;
    }

    private void advance() throws SQLException {
        sourceRow = source.next();
        if (sourceRow != null) {
            sourceRows++;
        }
    }

    private void report(Difference.Kind kind, List<@Nullable String> row, List<Difference.Value> values) {
        differences.accept(new Difference(kind, table.keyOf(row), values));
    }

    /** Rows sorted by key, one after the other. */
    @FunctionalInterface
    interface RowSource {
        /** The next row, or null at the end. */
        @Nullable
        List<@Nullable String> next() throws SQLException;
    }
}
