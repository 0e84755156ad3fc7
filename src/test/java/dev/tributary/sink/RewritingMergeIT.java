package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.embedded.StatementProxy;
import dev.tributary.embedded.TestServers;
import dev.tributary.faults.FaultsIT;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.sink.InterruptedMerges.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Merges that change rows of earlier commits, interrupted at each of their statements, under the eyes of a reader. */
class RewritingMergeIT {

    private static final String FIVE = "05000000";
    private static final String[] REWRITTEN = {
        "de 1 old 5 1",
        "de 2 old 5 5",
        "de 3 between 5 9",
        "de 5 behind 1 1",
        "de 9 newer 1 2",
        "fr 1 other 1 2",
        "us 1 other 1 5"
    };

    private StatementProxy proxy;

    @BeforeEach
    void standBetween() throws IOException {
        proxy = new StatementProxy(TestServers.clickHouse().port());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private MergeFixture fixture(DeleteMechanism mechanism) {
        return fixture(mechanism, 1_000);
    }

    private MergeFixture fixture(DeleteMechanism mechanism, int rowsPerBucket) {
        MergeFixture fixture = new MergeFixture(mechanism, proxy.port(), rowsPerBucket);
        fixture.clickHouse.execute(
                "ALTER TABLE " + fixture.target() + " ADD COLUMN a Nullable(Int64), ADD COLUMN b Nullable(Int32)");
        return fixture;
    }

    /** {@code de 3} and {@code de 4} are what the commit replaces and deletes. */
    private static void insertEarlierRows(MergeFixture fixture) {
        fixture.clickHouse.execute("TRUNCATE TABLE " + fixture.target());
        fixture.clickHouse.execute(
                "INSERT INTO " + fixture.target() + " (_source_database, id, name, a, b, _version) VALUES"
                        + " ('de', 1, 'old', 1, 2, 1), ('de', 2, 'old', NULL, 4, 1), ('de', 3, 'old', 5, 6, 1),"
                        + " ('de', 4, 'old', 7, 8, 1), ('fr', 1, 'other', 1, 2, 1)");
        fixture.clickHouse.execute(
                "INSERT INTO " + fixture.target() + " (_source_database, id, name, a, b, _version) VALUES"
                        + " ('de', 9, 'newer', 1, 2, 30), ('us', 1, 'other', 1, 2, 1)");
    }

    /** Moves a to b, fills a, fills b; twice, that would give other rows. What is staged lies partly before, partly behind. */
    private static MergeCommittable rewriting(MergeFixture fixture) {
        return rewriting(fixture, 4);
    }

    /** @param statements how many of the four are in the commit */
    private static MergeCommittable rewriting(MergeFixture fixture, int statements) {
        TargetSchema schema = schemaOfNumbers(fixture);
        TableId table = fixture.staging.newTable(schema);
        fixture.staging.create(table, schema);
        fixture.clickHouse.execute("INSERT INTO " + Identifiers.quote(table)
                + " VALUES ('de', 3, 'before', 7, 9, 9, 0), ('de', 3, 'between', NULL, 9, 12, 0), ('de', 4, '', 0, 0, 15, 1),"
                + " ('de', 5, 'behind', 1, 1, 25, 0)");
        TableId target = fixture.schema.target();
        return new MergeCommittable(
                UUID.randomUUID().toString(),
                7,
                target,
                List.of(new StagedGroup(schema, List.of(new StagingTable(table, 4)), "")),
                List.of(
                                new TableRewrite(
                                        target,
                                        "de",
                                        10,
                                        false,
                                        List.of(ColumnRewrite.move("a", "b"), ColumnRewrite.setNull("a"))),
                                new TableRewrite(
                                        target,
                                        "de",
                                        14,
                                        false,
                                        List.of(ColumnRewrite.replaceNull("a", FIVE, "Int32"))),
                                new TableRewrite(
                                        target,
                                        "de",
                                        20,
                                        false,
                                        List.of(ColumnRewrite.replaceNull("b", FIVE, "Int32"))),
                                new TableRewrite(
                                        target, "us", 11, false, List.of(ColumnRewrite.set("b", FIVE, "Int32"))))
                        .subList(0, statements),
                new ChangeCounts(1, 0, 0, 0));
    }

    private static TargetSchema schemaOfNumbers(MergeFixture fixture) {
        return new TargetSchema(
                fixture.schema.target(),
                List.of(
                        new TargetColumn(TargetSchema.SOURCE_DATABASE, "String"),
                        new TargetColumn("id", "Int64"),
                        new TargetColumn("name", "String"),
                        new TargetColumn("a", "Nullable(Int64)"),
                        new TargetColumn("b", "Nullable(Int32)")),
                2);
    }

    /** A third of the interruptions, unless all faults are asked for; odd, so that each end has its turn. */
    private static int stride(int whole) {
        return Boolean.getBoolean(FaultsIT.ALL_FAULTS) ? whole : 3 * whole;
    }

    private static List<String> rows(MergeFixture fixture) {
        return TestServers.clickHouse()
                .query(
                        "SELECT concat(_source_database, ' ', toString(id), ' ', name, ' ', ifNull(toString(a), '-'), ' ',"
                                + " ifNull(toString(b), '-')) FROM " + fixture.target() + " ORDER BY 1")
                .stream()
                .map(row -> row.get(0))
                .collect(Collectors.toList());
    }

    /** Rows whose keys the commit does not bring are there all the time, each once. */
    private static void assertNoneIsMissingOrDoubled(MergeFixture fixture) {
        assertThat(TestServers.clickHouse()
                        .query("SELECT concat(_source_database, ' ', toString(id)) FROM " + fixture.target()
                                + " WHERE _source_database != 'de' OR id IN (1, 2, 9) ORDER BY 1"))
                .extracting(row -> row.get(0))
                .containsExactly("de 1", "de 2", "de 9", "fr 1", "us 1");
    }

    /** At each statement in turn, in one way after the other; interruptions of chance follow. */
    @ParameterizedTest
    @CsvSource({
        "PATCH_PARTS, 5, 2",
        "LIGHTWEIGHT_MUTATION, 9, 2",
        "PATCH_PARTS, 1, 1000",
        "LIGHTWEIGHT_MUTATION, 3, 1000"
    })
    void interruptedAnywhereItLosesDoublesAndHidesNothing(DeleteMechanism mechanism, int stride, int rowsPerBucket) {
        try (MergeFixture fixture = fixture(mechanism, rowsPerBucket)) {
            InterruptedMerges merges = new InterruptedMerges(proxy, () -> assertNoneIsMissingOrDoubled(fixture));
            Random random = new Random(1);
            boolean pastTheEnd = false;
            for (int at = 0; !pastTheEnd; at += stride(stride)) {
                End end = End.values()[at % End.values().length];
                insertEarlierRows(fixture);
                MergeCommittable commit = rewriting(fixture);
                MergeProcedure procedure = fixture.procedure();
                pastTheEnd = merges.carryOut(procedure, commit, at, end);
                for (int more = random.nextInt(2); more > 0; more--) {
                    procedure = random.nextBoolean() ? fixture.procedure() : procedure;
                    merges.carryOut(
                            procedure,
                            commit,
                            random.nextInt(at + 1),
                            End.values()[random.nextInt(End.values().length)]);
                }
                merges.carryOut(fixture.procedure(), commit, Integer.MAX_VALUE, End.REFUSED);

                assertThat(rows(fixture)).as("%s at statement %s", end, at).containsExactly(REWRITTEN);
                assertThat(fixture.stagingTables()).isEqualTo("0");
            }
        }
    }

    /** A job that went back to an older savepoint reads the statements again, into rows that have seen some or all of them. */
    @ParameterizedTest
    @EnumSource(
            value = DeleteMechanism.class,
            names = {"PATCH_PARTS", "LIGHTWEIGHT_MUTATION"})
    void statementsThatAreReadASecondTimeChangeNothing(DeleteMechanism mechanism) {
        try (MergeFixture fixture = fixture(mechanism)) {
            insertEarlierRows(fixture);
            fixture.procedure().carryOut(rewriting(fixture, 1));
            fixture.procedure().carryOut(rewriting(fixture, 2));
            fixture.procedure().carryOut(rewriting(fixture));
            fixture.procedure().carryOut(rewriting(fixture));

            assertThat(rows(fixture)).containsExactly(REWRITTEN);
        }
    }

    @Test
    void insertThatTheTargetRefusesForAWhileLosesNoEarlierRow() {
        try (MergeFixture fixture = fixture(DeleteMechanism.PATCH_PARTS)) {
            insertEarlierRows(fixture);
            MergeCommittable commit = rewriting(fixture);
            fixture.clickHouse.execute("ALTER TABLE " + fixture.target() + " ADD CONSTRAINT c CHECK id != 5");

            assertThatThrownBy(() -> fixture.procedure().carryOut(commit)).hasMessageContaining("Constraint");
            assertThatThrownBy(() -> fixture.procedure().carryOut(commit)).hasMessageContaining("Constraint");
            assertNoneIsMissingOrDoubled(fixture);

            fixture.clickHouse.execute("ALTER TABLE " + fixture.target() + " DROP CONSTRAINT c");
            fixture.procedure().carryOut(commit);
            assertThat(rows(fixture)).containsExactly(REWRITTEN);
        }
    }

    /** Of a column that the target is partitioned by no row changes in place. */
    @ParameterizedTest
    @CsvSource({"PATCH_PARTS, 1, 1000", "LIGHTWEIGHT_MUTATION, 3, 1000", "PATCH_PARTS, 3, 2"})
    void rowsThatMoveToAnotherPartitionAreWrittenAgainFromTheirCopy(
            DeleteMechanism mechanism, int stride, int rowsPerBucket) {
        try (MergeFixture fixture = fixture(mechanism, rowsPerBucket)) {
            fixture.clickHouse.execute("DROP TABLE " + fixture.target() + " SYNC");
            fixture.clickHouse.execute("CREATE TABLE " + fixture.target()
                    + " (_source_database String, id Int64, name String, a Nullable(Int64), b Nullable(Int32),"
                    + " _version UInt64) ENGINE = MergeTree PARTITION BY ifNull(b, 0) ORDER BY (_source_database, id)"
                    + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1");
            InterruptedMerges merges = new InterruptedMerges(proxy, () -> {});
            boolean pastTheEnd = false;
            for (int at = 0; !pastTheEnd; at += stride(stride)) {
                End end = End.values()[at % End.values().length];
                insertEarlierRows(fixture);
                MergeCommittable commit = rewriting(fixture);
                MergeProcedure procedure = fixture.procedure();
                pastTheEnd = merges.carryOut(procedure, commit, at, end);
                merges.carryOut(fixture.procedure(), commit, Integer.MAX_VALUE, End.REFUSED);

                assertThat(rows(fixture)).as("%s at statement %s", end, at).containsExactly(REWRITTEN);
                assertThat(fixture.stagingTables()).isEqualTo("0");
            }
        }
    }

    /** Each needs what the one before it made, and ClickHouse reads no statement that is nested so deep. */
    @Test
    void manyStatementsOnOneColumnAreOneMerge() {
        try (MergeFixture fixture = fixture(DeleteMechanism.PATCH_PARTS)) {
            fixture.clickHouse.execute(
                    "INSERT INTO " + fixture.target()
                            + " (_source_database, id, name, a, b, _version) VALUES ('de', 1, 'newest', 1, 2, 400),"
                            + " ('de', 6, 'earlier', 1, 2, 9), ('de', 7, 'earlier, before 64', 1, 2, 76), ('us', 1, 'other', 1, 2, 9)");
            List<String> updates = new ArrayList<>();
            proxy.intercept(new StatementProxy.Interception() {
                @Override
                public StatementProxy.Verdict beforeRequest(StatementProxy.Statement statement) {
                    if (statement.sql().startsWith("UPDATE")) {
                        updates.add(statement.sql());
                    }
                    return StatementProxy.Verdict.PASS;
                }
            });
            TargetSchema schema = schemaOfNumbers(fixture);
            TableId table = fixture.staging.newTable(schema);
            fixture.staging.create(table, schema);
            fixture.clickHouse.execute("INSERT INTO " + Identifiers.quote(table)
                    + " VALUES ('de', 2, 'before all', 1, 2, 9, 0), ('de', 3, 'before 64', 1, 2, 76, 0),"
                    + " ('de', 4, 'before one', 1, 2, 139, 0), ('de', 5, 'behind', 1, 2, 400, 0)");
            TableId target = fixture.schema.target();
            List<TableRewrite> swaps = IntStream.rangeClosed(10, 140)
                    .mapToObj(version -> new TableRewrite(
                            target,
                            "de",
                            version,
                            false,
                            List.of(ColumnRewrite.move("a", "b"), ColumnRewrite.move("b", "a"))))
                    .toList();
            fixture.procedure()
                    .carryOut(new MergeCommittable(
                            UUID.randomUUID().toString(),
                            7,
                            target,
                            List.of(new StagedGroup(schema, List.of(new StagingTable(table, 4)), "")),
                            swaps,
                            new ChangeCounts(4, 0, 0, 0)));

            assertThat(rows(fixture))
                    .containsExactly(
                            "de 1 newest 1 2",
                            "de 2 before all 2 1",
                            "de 3 before 64 1 2",
                            "de 4 before one 2 1",
                            "de 5 behind 1 2",
                            "de 6 earlier 2 1",
                            "de 7 earlier, before 64 1 2",
                            "us 1 other 1 2");
            assertThat(updates)
                    .as("each one lies on the patches of those before it")
                    .hasSize(1);
        }
    }
}
