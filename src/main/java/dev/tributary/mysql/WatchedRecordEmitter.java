package dev.tributary.mysql;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlRecordEmitter;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplitState;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;

/** Emits records, and remembers when something came last: of a quiet server, heartbeats. */
final class WatchedRecordEmitter<T> extends MySqlRecordEmitter<T> {

    private final SilenceWatch silence;

    WatchedRecordEmitter(
            DebeziumDeserializationSchema<T> deserializer, MySqlSourceReaderMetrics metrics, SilenceWatch silence) {
        super(deserializer, metrics, true);
        this.silence = silence;
    }

    @Override
    public void emitRecord(SourceRecords records, SourceOutput<T> output, MySqlSplitState splitState) throws Exception {
        if (records.iterator().hasNext()) {
            silence.heard();
        }
        super.emitRecord(records, output, splitState);
    }
}
