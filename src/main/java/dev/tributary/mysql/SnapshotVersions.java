package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableRewrite;
import dev.tributary.plan.RoutePlan;
import dev.tributary.stream.TableRewriteFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;

/**
 * The versions of snapshot rows, and what follows from them. A snapshot's rows carry the version of the binlog's end before
 * the snapshot began. So when all of them have been passed on, a row of the target with a lower version is one that an
 * earlier run brought and that MySQL does not have any more.
 */
final class SnapshotVersions {

    private final List<RoutePlan> routes;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    /** The version below which a table has no rows any more, so far as it was read by this attempt. */
    private final Map<String, Long> removed = new HashMap<>();

    private Set<String> known = Set.of();

    SnapshotVersions(List<RoutePlan> routes) {
        this.routes = routes;
    }

    /**
     * @param byTable as the enumerator keeps them, by {@code database.table}
     * @param tables those that the enumerator knows
     * @return whether the enumerator does not know a table any more that it knew before
     */
    boolean begin(Map<String, Long> byTable, Set<String> tables) {
        versions.putAll(byTable);
        boolean forgotten = !tables.containsAll(known);
        known = Set.copyOf(tables);
        return forgotten;
    }

    long of(String table) {
        return versions.getOrDefault(table, 0L);
    }

    /**
     * Passes on the removal of older rows for the tables that were snapshotted before this part of the binlog. It is passed
     * on again by another attempt, which removes nothing more.
     */
    void removeOlderRows(MySqlBinlogSplit split, Consumer<RowChange> out) {
        BinlogOffset start = split.getStartingOffset();
        Set<String> snapshotted = split.getFinishedSnapshotSplitInfos().stream()
                .filter(chunk -> !chunk.getHighWatermark().isBefore(start))
                .map(SnapshotVersions::table)
                .filter(table -> removed.getOrDefault(table, 0L) != of(table))
                .collect(Collectors.toSet());
        remove(snapshotted, out);
        // When a table is read beside the binlog, all others' chunks come to end where it is read on.
        split.getFinishedSnapshotSplitInfos().stream()
                .map(SnapshotVersions::table)
                .forEach(table -> removed.put(table, of(table)));
    }

    private static String table(FinishedSnapshotSplitInfo chunk) {
        return chunk.getTableId().identifier();
    }

    /**
     * What is to be read, without what is remembered of earlier snapshots of tables that are read by a new one, or that the
     * enumerator does not know any more: the connector takes their structure and their chunks from the new one.
     */
    List<MySqlSplit> withoutOutdated(List<MySqlSplit> splits) {
        Set<String> outdated = splits.stream()
                .filter(MySqlSplit::isBinlogSplit)
                .flatMap(split -> split.asBinlogSplit().getFinishedSnapshotSplitInfos().stream())
                .filter(this::isOutdated)
                .map(SnapshotVersions::table)
                .collect(Collectors.toSet());
        return outdated.isEmpty()
                ? List.copyOf(splits)
                : splits.stream()
                        .map(split -> split.isBinlogSplit()
                                ? MySqlBinlogSplit.filterOutdatedSplitInfos(
                                        split.asBinlogSplit(), table -> !outdated.contains(table.identifier()))
                                : split)
                        .toList();
    }

    private boolean isOutdated(FinishedSnapshotSplitInfo chunk) {
        BinlogOffset end = chunk.getHighWatermark();
        return !known.contains(table(chunk))
                || end.getFilename() != null
                        && !end.getFilename().isEmpty()
                        && RowVersion.version(end.getFilename(), end.getPosition(), 0) < of(table(chunk));
    }

    /** The same for all tables, at the end of a bounded run. */
    void removeAllOlderRows(Consumer<RowChange> out) {
        remove(versions.keySet(), out);
    }

    private void remove(Set<String> tables, Consumer<RowChange> out) {
        for (RoutePlan route : routes) {
            String table = route.source().id().toString();
            if (tables.contains(table) && of(table) != 0) {
                out.accept(TableRewriteFormat.toRowChange(
                        new TableRewrite(route.target().target(), route.sourceDatabase(), of(table), true, List.of()),
                        0));
            }
        }
    }
}
