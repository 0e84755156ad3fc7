package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.Retry;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.BatchOptions;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.SyncConfig.MergeOptions;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * How long the merges of a checkpoint take in which many targets have one changed row each: with the rows in staging tables and
 * one merge after the other, with staging tables in a round, and inline in a round. Arguments: targets, merges side by side.
 */
final class SmallMergesBench {

    private static final String TARGETS = "small_merges";
    private static final String STAGING = "small_merges_staging";
    private static final String CONTROL = "small_merges_control";
    private static final int ROUNDS = 4;

    private final MergeSinkOptions options;
    private final ClickHouseClient clickHouse;
    private final StagingArea staging;
    private final List<TargetSchema> schemas = new ArrayList<>();
    private long version = 1;

    private SmallMergesBench(EmbeddedClickHouse server, int targets, int parallelism) {
        for (String database : List.of(TARGETS, STAGING, CONTROL)) {
            server.execute("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
        }
        server.execute(Ledger.createStatement(CONTROL));
        for (int number = 0; number < targets; number++) {
            TargetSchema schema = new TargetSchema(
                    new TableId(TARGETS, "t" + number),
                    List.of(
                            new TargetColumn(TargetSchema.SOURCE_DATABASE, "String"),
                            new TargetColumn("id", "Int64"),
                            new TargetColumn("name", "String")),
                    2);
            schemas.add(schema);
            server.execute(
                    "CREATE TABLE " + Identifiers.quote(schema.target())
                            + " (_source_database String, id Int64, name String, _version UInt64) ENGINE ="
                            + " ReplacingMergeTree(_version) ORDER BY (_source_database, id) SETTINGS"
                            + " enable_block_number_column = 1, enable_block_offset_column = 1",
                    "INSERT INTO " + Identifiers.quote(schema.target())
                            + " SELECT 'de', number, 'name', 0 FROM numbers(1000)");
        }
        options = new MergeSinkOptions(
                "bench",
                new ClickHouseOptions(
                        server.url(), server.user(), new Secret(server.password()), TARGETS, STAGING, CONTROL),
                new BatchOptions(1000, 1 << 20, Duration.ofSeconds(1), 8 << 10),
                new MergeOptions(
                        DeleteMechanism.PATCH_PARTS,
                        parallelism,
                        Duration.ofSeconds(10),
                        50,
                        1_000_000,
                        100,
                        Duration.ofDays(90)),
                schemas,
                Map.of());
        clickHouse = new ClickHouseClient(options.clickHouse());
        staging = options.stagingArea(clickHouse);
    }

    private byte[] row() {
        RowBinaryWriter writer = new RowBinaryWriter(64);
        writer.writeString("de");
        writer.writeLong(version % 1000);
        writer.writeString("changed");
        writer.writeLong(version);
        writer.writeByte(0);
        return writer.toByteArray();
    }

    private StagedGroup inline(TargetSchema schema) {
        return new StagedGroup(schema, List.of(), HexFormat.of().formatHex(row()));
    }

    private StagedGroup table(TargetSchema schema) {
        TableId table = staging.newTable(schema);
        staging.create(table, schema);
        staging.insert(table, schema, new ByteArrayInputStream(row()));
        return new StagedGroup(schema, List.of(new StagingTable(table, 1)), "");
    }

    private List<MergeCommittable> commits(Function<TargetSchema, StagedGroup> staged) {
        version++;
        return schemas.stream()
                .map(schema -> new MergeCommittable(
                        UUID.randomUUID().toString(),
                        version,
                        schema.target(),
                        List.of(staged.apply(schema)),
                        List.of(),
                        new ChangeCounts(1, 0, 0, 0)))
                .toList();
    }

    private void measure() throws Exception {
        MergeProcedure procedure = new MergeProcedure(options, clickHouse, Fence.NONE, removal -> {});
        try (MergeRound round = new MergeRound(
                procedure,
                new Retry(Duration.ofSeconds(10)),
                options.merge().parallelism(),
                new MergeMetrics(new UnregisteredMetricsGroup()))) {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                List<MergeCommittable> one = commits(this::table);
                long staged = System.nanoTime();
                one.forEach(procedure::carryOut);
                long merged = System.nanoTime();
                List<MergeCommittable> tables = commits(this::table);
                long again = System.nanoTime();
                round.carryOut(tables);
                long inTables = System.nanoTime();
                round.carryOut(commits(this::inline));
                System.out.printf(
                        "staging %d rows in tables %d ms; merges one by one %d ms, in a round %d ms, inline in a round %d ms%n",
                        schemas.size(),
                        millis(start, staged),
                        millis(staged, merged),
                        millis(again, inTables),
                        millis(inTables, System.nanoTime()));
            }
        }
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    public static void main(String[] arguments) throws Exception {
        int targets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 150;
        int parallelism = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        new SmallMergesBench(TestServers.clickHouse(), targets, parallelism).measure();
        System.exit(0);
    }
}
