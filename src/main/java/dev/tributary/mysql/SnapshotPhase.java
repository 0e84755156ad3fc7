package dev.tributary.mysql;

import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import io.debezium.relational.history.TableChanges.TableChange;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;

/**
 * Refuses statements on a table while its snapshot is taken: the chunks would have different structures, and the change source
 * would read the binlog from before the statement by the structure from behind it.
 */
final class SnapshotPhase {

    private SnapshotPhase() {}

    static boolean hasEffect(TableStatement statement) {
        return !(statement instanceof TableStatement.Create)
                && !(statement instanceof TableStatement.Alter alter
                        && alter.clauses().isEmpty());
    }

    static SchemaChangedException alteredMeanwhile(TableId table) {
        return new SchemaChangedException(table, "a statement on it was executed while its snapshot was taken");
    }

    /**
     * Holds the structures with which reading of the binlog begins against those with which the snapshot began.
     *
     * @param split as it is when it was never read: once it has been read a little, its structures are the change source's
     *     own, and right
     */
    static void requireSameStructure(MySqlBinlogSplit split, Map<TableId, RoutePlan> routes) {
        for (TableChange table : split.getTableSchemas().values()) {
            RoutePlan route = routes.get(
                    new TableId(table.getId().catalog(), table.getId().table()));
            if (route != null && !names(route.source().columns()).equals(names(SourceColumns.of(table.getTable())))) {
                throw alteredMeanwhile(route.source().id());
            }
        }
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " "
                        + SourceColumns.canonical(column.type().name()))
                .toList();
    }

    /** @param position behind the statement */
    static void requireOver(TableId table, BinlogOffset position, MySqlBinlogSplit split) {
        for (FinishedSnapshotSplitInfo chunk : split.getFinishedSnapshotSplitInfos()) {
            if (chunk.getTableId().table().equals(table.table())
                    && table.database().equals(chunk.getTableId().catalog())
                    && position.isAtOrBefore(chunk.getHighWatermark())) {
                throw alteredMeanwhile(table);
            }
        }
    }
}
