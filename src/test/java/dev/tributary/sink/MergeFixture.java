package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.Retry;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.BatchOptions;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.SyncConfig.MergeOptions;
import dev.tributary.embedded.TestServers;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ParkedCommits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One target with its control and staging databases, empty at first; rows of the source database {@code de}. */
final class MergeFixture implements AutoCloseable {

    private static final String JOB = "merges";
    private static final String DATABASE = "merge_procedure";
    private static final String STAGING = "merge_procedure_staging";
    private static final String CONTROL = "merge_procedure_control";

    /** A change of the row with the id. */
    record Change(long id, long version, boolean deleted, String name) {

        static Change upsert(long id, long version, String name) {
            return new Change(id, version, false, name);
        }

        static Change delete(long id, long version) {
            return new Change(id, version, true, "");
        }
    }

    final TargetSchema schema = new TargetSchema(
            new TableId(DATABASE, "people"),
            List.of(
                    new TargetColumn(TargetSchema.SOURCE_DATABASE, "String"),
                    new TargetColumn("id", "Int64"),
                    new TargetColumn("name", "String")),
            2);
    final ClickHouseClient clickHouse;
    final Ledger ledger;
    private final MergeSinkOptions options;
    final StagingArea staging;
    final List<RemovalGuard.Removal> removals = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();

    MergeFixture(DeleteMechanism mechanism) {
        this(mechanism, TestServers.clickHouse().port());
    }

    /**
     * The target deduplicates inserts, as replicated tables do by default.
     *
     * @param port where merges find ClickHouse, or what stands between
     */
    MergeFixture(DeleteMechanism mechanism, int port) {
        this(mechanism, port, 1_000_000);
    }

    MergeFixture(DeleteMechanism mechanism, int port, int rowsPerBucket) {
        var server = TestServers.clickHouse();
        for (String database : List.of(DATABASE, STAGING, CONTROL)) {
            server.execute("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
        }
        server.execute(
                Ledger.createStatement(CONTROL),
                Lease.createStatement(CONTROL),
                ParkedCommits.createStatement(CONTROL),
                "CREATE TABLE " + target() + " (_source_database String, id Int64, name String, _version UInt64)"
                        + " ENGINE = ReplacingMergeTree(_version) ORDER BY (_source_database, id) SETTINGS"
                        + " enable_block_number_column = 1, enable_block_offset_column = 1,"
                        + " non_replicated_deduplication_window = 100");
        options = new MergeSinkOptions(
                JOB,
                new ClickHouseOptions(
                        "http://127.0.0.1:" + port,
                        server.user(),
                        new Secret(server.password()),
                        DATABASE,
                        STAGING,
                        CONTROL),
                new BatchOptions(1000, 1 << 20, Duration.ofSeconds(1), 8 << 10),
                new MergeOptions(mechanism, 1, Duration.ofSeconds(10), 50, rowsPerBucket, 100, Duration.ofDays(90)),
                List.of(schema),
                Map.of(schema.target(), mechanism));
        clickHouse = new ClickHouseClient(options.clickHouse());
        ledger = new Ledger(clickHouse, CONTROL, JOB);
        staging = options.stagingArea(clickHouse);
    }

    String target() {
        return Identifiers.quote(schema.target());
    }

    /** As an attempt that has just started: it knows of no earlier one. */
    MergeProcedure procedure() {
        return new MergeProcedure(options, clickHouse, takeLease().fence(), removals::add);
    }

    /** The targets that refuse their commits, as an attempt that has just started finds them. */
    ParkedTargets parkedTargets(ParkingRules rules) throws InterruptedException {
        Fence fence = takeLease().fence();
        ParkedTargets targets = new ParkedTargets(
                new ParkedCommits(clickHouse, CONTROL, JOB),
                new MergeProcedure(options, clickHouse, fence, removals::add),
                staging,
                fence,
                new Retry(Duration.ofSeconds(10)),
                rules,
                2);
        targets.load();
        return targets;
    }

    ControlHistory history(Duration retention) {
        return new ControlHistory(clickHouse, CONTROL, JOB, retention);
    }

    List<ParkedCommits.Target> waiting() {
        return new ParkedCommits(clickHouse, CONTROL, JOB).waiting();
    }

    /** Takes the lease from whichever attempt has it. */
    private Lease takeLease() {
        Lease lease = new Lease(
                clickHouse, CONTROL, JOB, new JobAttempt("flink-job", "graph", leases.size()), LeaseTimes.DEFAULT);
        lease.acquire();
        leases.add(lease);
        return lease;
    }

    /** Stages the changes in one table and batch. */
    TableId stage(Change... changes) {
        return stageBatches(List.of(changes));
    }

    /** Stages each batch by an insert of its own, all in one table. */
    @SafeVarargs
    final TableId stageBatches(List<Change>... batches) {
        TableId table = staging.newTable(schema);
        staging.create(table, schema);
        for (List<Change> batch : batches) {
            BatchWindow window = new BatchWindow(0);
            batch.forEach(change -> window.add(encode(change)));
            staging.insert(table, schema, window.open());
        }
        return table;
    }

    static StagedGroup group(TargetSchema schema, TableId... tables) {
        return new StagedGroup(
                schema,
                Stream.of(tables).map(table -> new StagingTable(table, 1)).toList(),
                "");
    }

    void insert(TableId table, Change... changes) {
        BatchWindow window = new BatchWindow(0);
        Stream.of(changes).forEach(change -> window.add(encode(change)));
        staging.insert(table, schema, window.open());
    }

    /** The changes as they travel with a commit. */
    StagedGroup inline(Change... changes) {
        BatchWindow window = new BatchWindow(0);
        Stream.of(changes).forEach(change -> window.add(encode(change)));
        try (InputStream rows = window.open()) {
            return new StagedGroup(schema, List.of(), HexFormat.of().formatHex(rows.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MergeCommittable commit(TableId... tables) {
        return new MergeCommittable(
                UUID.randomUUID().toString(),
                7,
                schema.target(),
                List.of(group(schema, tables)),
                List.of(),
                new ChangeCounts(3, 1, 0, 0));
    }

    MergeCommittable commit(List<StagedGroup> groups, TableRewrite... rewrites) {
        return new MergeCommittable(
                UUID.randomUUID().toString(),
                7,
                schema.target(),
                groups,
                List.of(rewrites),
                new ChangeCounts(3, 1, 0, 0));
    }

    /** Stages the changes and merges them. */
    void merge(Change... changes) {
        procedure().carryOut(commit(stage(changes)));
    }

    /** As far as a merge gets that dies before the ledger. */
    void mergeWithoutLedger(MergeCommittable commit) {
        new DeleteInsertMerge(staging, Fence.NONE, new PatchedRows(), 1_000_000)
                .merge(commit, clickHouse, "merges/merge_procedure.people/");
    }

    /** As far as a merge gets that dies after its DELETE. */
    void delete(MergeCommittable commit) {
        new PatchedRows()
                .delete(
                        commit.target(),
                        statements(commit).deleteCondition(),
                        clickHouse,
                        commit.commitId() + "/delete");
    }

    static MergeStatements statements(MergeCommittable commit) {
        return new MergeStatements(commit, Map.of(), EarlierRows.UNTOUCHED, KeyBucket.WHOLE, Fence.NONE);
    }

    void dropStaging(MergeCommittable commit) {
        staging.drop(commit.stagingTables());
    }

    /** The target's rows as a reader without FINAL finds them. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        clickHouse.stream(
                "SELECT id, name FROM " + target() + " ORDER BY id, name",
                row -> rows.add(row.get(0) + " " + row.get(1)));
        return rows;
    }

    String value(String sql) {
        return String.valueOf(clickHouse.queryValue(sql));
    }

    String stagingTables() {
        return value("SELECT count() FROM system.tables WHERE database = '" + STAGING + "'");
    }

    String ledgerEntries() {
        return value("SELECT count() FROM " + CONTROL + ".ledger");
    }

    private RowChange encode(Change change) {
        RowBinaryWriter writer = new RowBinaryWriter(64);
        writer.writeString("de");
        writer.writeLong(change.id());
        int keyLength = writer.length();
        writer.writeString(change.name());
        writer.writeLong(change.version());
        writer.writeByte(change.deleted() ? 1 : 0);
        return new RowChange(schema.id(), writer.toByteArray(), keyLength, 0);
    }

    @Override
    public void close() {
        leases.forEach(Lease::close);
        clickHouse.close();
    }
}
