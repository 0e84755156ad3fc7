package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import java.sql.SQLException;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.mysql.MySqlValidator;
import org.apache.flink.cdc.connectors.mysql.debezium.DebeziumUtils;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.assigners.MySqlSnapshotSplitAssigner;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.enumerator.MySqlSourceEnumerator;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connector's enumerators. Those of a bounded snapshot it puts together itself: the connector cannot restore the
 * state that it writes for one.
 */
final class ConnectorEnumerators {

    private static final String SERVER_NAME = "mysql_source_split_enumerator";

    private final MySqlSource<RowChange> source;
    private @Nullable MySqlSnapshotSplitAssigner boundedSnapshot;

    ConnectorEnumerators(MySqlSource<RowChange> source) {
        this.source = source;
    }

    /** One that begins; asks the server. */
    SplitEnumerator<MySqlSplit, PendingSplitsState> create(SplitEnumeratorContext<MySqlSplit> context) {
        if (source.getBoundedness() == Boundedness.CONTINUOUS_UNBOUNDED) {
            return source.createEnumerator(context);
        }
        MySqlSourceConfig config = source.getConfigFactory().createConfig(0, SERVER_NAME);
        new MySqlValidator(config).validate();
        boolean caseSensitive;
        try (var connection = DebeziumUtils.openJdbcConnection(config)) {
            caseSensitive = DebeziumUtils.isTableIdCaseSensitive(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not say how it compares the names of tables", e);
        }
        return bounded(
                context,
                config,
                new MySqlSnapshotSplitAssigner(
                        config, context.currentParallelism(), List.of(), caseSensitive, context));
    }

    /** One that goes on; does not ask the server before it is started. */
    SplitEnumerator<MySqlSplit, PendingSplitsState> restore(
            SplitEnumeratorContext<MySqlSplit> context, PendingSplitsState state) {
        if (!(state instanceof SnapshotPendingSplitsState snapshot)) {
            return source.restoreEnumerator(context, state);
        }
        MySqlSourceConfig config = source.getConfigFactory().createConfig(0, SERVER_NAME);
        return bounded(
                context,
                config,
                new MySqlSnapshotSplitAssigner(config, context.currentParallelism(), snapshot, context));
    }

    private SplitEnumerator<MySqlSplit, PendingSplitsState> bounded(
            SplitEnumeratorContext<MySqlSplit> context, MySqlSourceConfig config, MySqlSnapshotSplitAssigner assigner) {
        boundedSnapshot = assigner;
        return new MySqlSourceEnumerator(context, config, assigner, Boundedness.BOUNDED);
    }

    /** Whether the readers have reported all chunks of a bounded snapshot as passed on. */
    boolean boundedSnapshotIsComplete() {
        MySqlSnapshotSplitAssigner assigner = boundedSnapshot;
        return assigner != null && !assigner.waitingForFinishedSplits();
    }
}
