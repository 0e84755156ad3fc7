package dev.tributary.mysql;

import dev.tributary.model.RowVersion;
import io.debezium.config.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.debezium.EmbeddedFlinkDatabaseHistory;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.jspecify.annotations.Nullable;

/**
 * The tables that were added to a source whose binlog is followed already, until their snapshot is complete. Statements
 * on them from before that snapshot began, which the binlog still brings, are in it: they are neither refused nor applied.
 *
 * <p>Debezium makes its {@link StatementWatch} by name, so what a reader knows waits for it under the reader's name.
 */
final class AddedTables {

    private static final AddedTables NONE = new AddedTables(new SnapshotVersions(List.of()));
    private static final Map<String, AddedTables> BY_READER = new ConcurrentHashMap<>();

    private final SnapshotVersions snapshots;

    /** The tables that the binlog split read now goes past; null before it is known. */
    private volatile @Nullable Set<String> followed;

    private AddedTables(SnapshotVersions snapshots) {
        this.snapshots = snapshots;
    }

    /** For the reader that is made with this configuration, until it is forgotten. */
    static AddedTables register(MySqlSourceConfig config, SnapshotVersions snapshots) {
        AddedTables tables = new AddedTables(snapshots);
        BY_READER.put(reader(config), tables);
        return tables;
    }

    static void forget(MySqlSourceConfig config) {
        BY_READER.remove(reader(config));
    }

    private static String reader(MySqlSourceConfig config) {
        return config.getDbzProperties().getProperty(EmbeddedFlinkDatabaseHistory.DATABASE_HISTORY_INSTANCE_NAME);
    }

    /** @param configuration of the reader; there are no added tables if it was not registered */
    static AddedTables of(Configuration configuration) {
        return BY_READER.getOrDefault(
                configuration.getString(EmbeddedFlinkDatabaseHistory.DATABASE_HISTORY_INSTANCE_NAME, ""), NONE);
    }

    void beginBinlog(MySqlBinlogSplit split) {
        followed = split.getFinishedSnapshotSplitInfos().stream()
                .map(chunk -> chunk.getTableId().identifier())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether the table's rows are still to be read, or being read, by a snapshot beside the binlog.
     *
     * @param table as {@code database.table}
     */
    boolean contains(String table) {
        Set<String> known = followed;
        return known != null && !known.contains(table);
    }

    /**
     * Whether the table's snapshot shows what the statement did: it can be complete before the binlog has come that far.
     *
     * @param position behind a statement
     */
    boolean isBeforeSnapshot(String table, Map<String, ?> position) {
        return RowVersion.version(
                        String.valueOf(position.get(BinlogOffset.BINLOG_FILENAME_OFFSET_KEY)),
                        Long.parseLong(String.valueOf(position.get(BinlogOffset.BINLOG_POSITION_OFFSET_KEY))),
                        0)
                <= snapshots.of(table);
    }
}
