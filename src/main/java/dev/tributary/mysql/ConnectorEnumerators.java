package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.assigners.MySqlSnapshotSplitAssigner;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.enumerator.MySqlSourceEnumerator;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;

/** Makes the connector's enumerators. */
final class ConnectorEnumerators {

    private static final String SERVER_NAME = "mysql_source_split_enumerator";

    private final MySqlSource<RowChange> source;

    ConnectorEnumerators(MySqlSource<RowChange> source) {
        this.source = source;
    }

    /** One that begins; asks the server. */
    SplitEnumerator<MySqlSplit, PendingSplitsState> create(SplitEnumeratorContext<MySqlSplit> context) {
        return source.createEnumerator(context);
    }

    /** One that goes on; does not ask the server before it is started. */
    SplitEnumerator<MySqlSplit, PendingSplitsState> restore(
            SplitEnumeratorContext<MySqlSplit> context, PendingSplitsState state) {
        if (state instanceof SnapshotPendingSplitsState snapshot) {
            // The connector writes this state for a bounded snapshot, and does not know it when it restores.
            MySqlSourceConfig config = source.getConfigFactory().createConfig(0, SERVER_NAME);
            return new MySqlSourceEnumerator(
                    context,
                    config,
                    new MySqlSnapshotSplitAssigner(config, context.currentParallelism(), snapshot, context),
                    Boundedness.BOUNDED);
        }
        return source.restoreEnumerator(context, state);
    }
}
