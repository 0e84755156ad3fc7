package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
import dev.tributary.config.SyncConfig.BatchOptions;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.SchemaRegistry;
import dev.tributary.stream.TableRewriteFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * Windows changes into batches, one open batch per target, and inserts each closed batch into the epoch's staging table at
 * once, beside the stream. A batch closes at its rows, its bytes, its age, and at the checkpoint barrier. Keeps no state:
 * at the barrier everything is staged or the checkpoint fails.
 */
final class StagingWriter implements CommittingSinkWriter<RowChange, Staged> {

    private final Map<Long, TargetSchema> schemas = new HashMap<>();
    private final Map<Long, BatchWindow> windows = new HashMap<>();
    private final Map<Long, StagingEpoch> epochs = new HashMap<>();
    private final List<StagedRewrite> rewrites = new ArrayList<>();
    private final BatchOptions options;
    private final ClickHouseClient clickHouse;
    private final StagingArea staging;
    private final BatchInserter inserter;
    private final ProcessingTimeService clock;
    private final Retry retry;
    private final SchemaRegistry registry;
    private final Counter rowsIn;
    private final Counter stagedRows;
    private final Counter closedBatches;
    private final Counter deadLetters;
    private final TableId deadLetterTable;
    private long openBytes;

    StagingWriter(
            MergeSinkOptions sink,
            BatchOptions batch,
            ClickHouseClient clickHouse,
            ProcessingTimeService clock,
            SinkWriterMetricGroup metrics) {
        sink.schemas().forEach(schema -> schemas.put(schema.id(), schema));
        this.options = batch;
        this.clickHouse = clickHouse;
        this.staging = sink.stagingArea(clickHouse);
        this.retry = new Retry(sink.merge().retryTimeout());
        this.registry = new SchemaRegistry(clickHouse, sink.clickHouse().controlDatabase());
        this.inserter = new BatchInserter(staging, retry);
        this.clock = clock;
        this.rowsIn = metrics.getIOMetricGroup().getNumRecordsInCounter();
        this.stagedRows = metrics.counter("stagedRows");
        this.closedBatches = metrics.counter("closedBatches");
        this.deadLetters = metrics.counter("deadLetters");
        this.deadLetterTable = sink.deadLetterTable();
        metrics.gauge("openBatchBytes", () -> openBytes);
        scheduleAgeCheck();
    }

    @Override
    public void write(RowChange change, Context context) throws IOException, InterruptedException {
        if (change.schemaId() == TableRewrite.SCHEMA_ID) {
            rewrites.add(new StagedRewrite(TableRewriteFormat.of(change)));
            return;
        }
        rowsIn.inc(change.rows() - 1L); // the rows are what people count, Flink counts what comes
        BatchWindow window = windows.get(change.schemaId());
        if (window == null) {
            window = new BatchWindow(clock.getCurrentProcessingTime());
            windows.put(change.schemaId(), window);
            openBytes += window.retainedBytes();
        }
        long before = window.retainedBytes();
        window.add(change);
        openBytes += window.retainedBytes() - before;
        if (window.rows() >= options.maxRows() || window.bytes() >= options.maxBytes()) {
            close(change.schemaId());
        } else if (openBytes >= options.maxBytes() * 2) {
            close(largest());
        }
    }

    /** Closes every batch and waits until all of the epoch is staged. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        for (long schemaId : List.copyOf(windows.keySet())) {
            close(schemaId);
        }
        inserter.awaitAll();
    }

    @Override
    public Collection<Staged> prepareCommit() {
        List<Staged> staged = new ArrayList<>(rewrites);
        epochs.values().forEach(epoch -> staged.addAll(epoch.staged()));
        epochs.clear();
        rewrites.clear();
        return staged;
    }

    private void close(long schemaId) throws IOException, InterruptedException {
        BatchWindow window = windows.remove(schemaId);
        if (window == null) {
            return;
        }
        openBytes -= window.retainedBytes();
        TargetSchema schema = schema(schemaId);
        StagingEpoch epoch = epochs.computeIfAbsent(
                schemaId, id -> new StagingEpoch(staging.newTable(schema), schema, options.inlineBytes()));
        stagedRows.inc(window.rows());
        closedBatches.inc();
        if (schema.target().equals(deadLetterTable)) {
            deadLetters.inc(window.counts().upserts());
        }
        if (!epoch.keep(window)) {
            epoch.add(window.counts());
            inserter.submit(epoch, window);
        }
    }

    /** The plan's, or one that a source registered before it sent the first row of it. */
    private TargetSchema schema(long id) throws IOException, InterruptedException {
        if (!schemas.containsKey(id)) {
            retry.run("reading schema " + id, () -> {
                TargetSchema registered = registry.find(id);
                if (registered != null) {
                    schemas.put(id, registered);
                }
            });
        }
        TargetSchema schema = schemas.get(id);
        if (schema == null) {
            throw new IOException(
                    "a change was encoded with schema " + id + ", which is neither in the plan nor in the"
                            + " registry of schemas. Start the job again from its last checkpoint: the source registers it anew");
        }
        return schema;
    }

    private long largest() {
        long largest = 0;
        long bytes = -1;
        for (Map.Entry<Long, BatchWindow> entry : windows.entrySet()) {
            if (entry.getValue().retainedBytes() > bytes) {
                largest = entry.getKey();
                bytes = entry.getValue().retainedBytes();
            }
        }
        return largest;
    }

    private void scheduleAgeCheck() {
        long interval = Math.max(100, options.maxAge().toMillis() / 4);
        clock.registerTimer(clock.getCurrentProcessingTime() + interval, now -> {
            for (long schemaId : List.copyOf(windows.keySet())) {
                BatchWindow window = windows.get(schemaId);
                if (window != null
                        && now - window.openedAtMillis() >= options.maxAge().toMillis()) {
                    close(schemaId);
                }
            }
            scheduleAgeCheck();
        });
    }

    @Override
    public void close() {
        inserter.close();
        clickHouse.close();
    }
}
