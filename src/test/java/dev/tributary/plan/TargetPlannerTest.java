package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.clickhouse.PatchParts;
import dev.tributary.clickhouse.ServerVersion;
import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetPlannerTest {

    private static final ServerVersion NEW = new ServerVersion(26, 7);
    private static final ServerVersion OLD = new ServerVersion(24, 8);
    private static final String ENGINE = "ReplacingMergeTree(_version) ORDER BY (_source_database, id)";
    private static final String SETTINGS = " SETTINGS " + PatchParts.SETTINGS;
    private static final TargetSchema SCHEMA = new TargetSchema(
            new TableId("analytics", "orders"),
            List.of(
                    new TargetColumn("_source_database", "LowCardinality(String)"),
                    new TargetColumn("id", "Int64"),
                    new TargetColumn("note", "Nullable(String)"),
                    new TargetColumn("total", "Decimal(18, 4)")),
            2);

    private final Checklist checklist = new Checklist();
    private Policy addColumn = Policy.APPLY;

    @Test
    void missingTargetIsCreated() {
        TargetPlan plan = planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, null);

        assertThat(plan.exists()).isFalse();
        assertThat(plan.mechanism()).isEqualTo(DeleteMechanism.PATCH_PARTS);
        assertThat(plan.createStatement()).isEqualTo("""
                        CREATE TABLE IF NOT EXISTS `analytics`.`orders`
                        (
                            `_source_database` LowCardinality(String),
                            `id` Int64,
                            `note` Nullable(String),
                            `total` Decimal(18, 4),
                            `_version` UInt64
                        )
                        ENGINE = ReplacingMergeTree(`_version`)
                        ORDER BY (`_source_database`, `id`)
                        SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1""");
    }

    @Test
    void olderServerDeletesByMutation() {
        TargetPlan plan = planner(DeleteMechanism.AUTO, OLD).plan(SCHEMA, null);

        assertThat(plan.mechanism()).isEqualTo(DeleteMechanism.LIGHTWEIGHT_MUTATION);
        assertThat(checklist.items()).anyMatch(item -> item.text().contains("24.8 has no patch parts, 25.8 has"));
    }

    @Test
    void typeThatTheServerDoesNotHaveIsRefused() {
        TargetSchema times = new TargetSchema(
                new TableId("analytics", "shifts"),
                List.of(
                        new TargetColumn("_source_database", "LowCardinality(String)"),
                        new TargetColumn("id", "Int64"),
                        new TargetColumn("begins", "Nullable(Time64(6))"),
                        new TargetColumn("day", "Nullable(DateTime64(6, 'UTC'))"),
                        new TargetColumn("plan", "Nullable(JSON)")),
                2);

        planner(DeleteMechanism.AUTO, NEW).plan(times, null);
        assertThat(problems()).isEmpty();

        planner(DeleteMechanism.AUTO, OLD).plan(times, null);
        assertThat(problems())
                .satisfiesExactly(
                        begins -> assertThat(begins)
                                .contains("'begins' has the type Nullable(Time64(6)), which ClickHouse 24.8 does not"
                                        + " have, but 25.6 has"),
                        document -> assertThat(document)
                                .contains(
                                        "'plan' has the type Nullable(JSON), which ClickHouse 24.8 does not have, but 25.3"
                                                + " has"));
    }

    @Test
    void patchPartsAreRefusedOnAnOlderServer() {
        planner(DeleteMechanism.PATCH_PARTS, OLD).plan(SCHEMA, null);

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("patch-parts")
                .contains("take auto");
    }

    @Test
    void wideningTypesOfAnExistingTableAreAdopted() {
        ExistingTable existing = existing(
                ENGINE,
                "_source_database, id",
                SETTINGS,
                "id Int64",
                "note Nullable(String)",
                "total Nullable(Decimal(18, 4))",
                "extra String");

        TargetPlan plan = planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, existing);

        assertThat(problems()).isEmpty();
        assertThat(plan.exists()).isTrue();
        assertThat(plan.schema().columns()).contains(new TargetColumn("total", "Nullable(Decimal(18, 4))"));
        assertThat(plan.mechanism()).isEqualTo(DeleteMechanism.PATCH_PARTS);
    }

    @Test
    void tableWithoutBlockNumbersDeletesByMutation() {
        TargetPlan plan = planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, fitting("", ENGINE, "_source_database, id"));

        assertThat(problems()).isEmpty();
        assertThat(plan.mechanism()).isEqualTo(DeleteMechanism.LIGHTWEIGHT_MUTATION);
    }

    @Test
    void missingNarrowAndUnfitColumnsAreAllNamed() {
        ExistingTable existing =
                existing(ENGINE, "_source_database, id", SETTINGS, "id Nullable(Int64)", "note String");

        addColumn = Policy.FAIL;

        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, existing);

        assertThat(problems())
                .containsExactly(
                        "target analytics.orders: its column 'id' has the type Nullable(Int64), needed is Int64;"
                                + " recreate the table, or name another target",
                        "target analytics.orders: its column 'note' has the type String, needed is Nullable(String);"
                                + " ALTER TABLE `analytics`.`orders` MODIFY COLUMN `note` Nullable(String)",
                        "target analytics.orders: it has no column `total` Decimal(18, 4);"
                                + " ALTER TABLE `analytics`.`orders` ADD COLUMN `total` Decimal(18, 4)");
    }

    @Test
    void missingColumnsAreAddedAndKeysAreNot() {
        TargetPlan plan = planner(DeleteMechanism.AUTO, NEW)
                .plan(SCHEMA, existing(ENGINE, "_source_database, id", SETTINGS, "id Int64", "note Nullable(String)"));

        assertThat(problems()).isEmpty();
        assertThat(plan.schema().columns()).contains(new TargetColumn("total", "Nullable(Decimal(18, 4))"));
        assertThat(plan.statements().get(1))
                .isEqualTo(
                        "ALTER TABLE `analytics`.`orders` ADD COLUMN IF NOT EXISTS `total` Nullable(Decimal(18, 4))");

        planner(DeleteMechanism.AUTO, NEW)
                .plan(SCHEMA, existing(ENGINE, "_source_database", SETTINGS, "note Nullable(String)"));
        assertThat(problems()).anyMatch(problem -> problem.contains("it has no column `id` Int64"));
    }

    @Test
    void otherEnginesAreRefused() {
        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, fitting(SETTINGS, "SummingMergeTree ORDER BY id", "id"));

        assertThat(problems()).singleElement().asString().contains("its engine is SummingMergeTree");
    }

    @Test
    void otherVersionColumnIsRefused() {
        planner(DeleteMechanism.AUTO, NEW)
                .plan(SCHEMA, fitting(SETTINGS, "ReplacingMergeTree(updated_at) ORDER BY …", "_source_database, id"));

        assertThat(problems()).singleElement().asString().contains("keeps rows by [updated_at]");
    }

    @Test
    void orderThatCollapsesRowsIsRefused() {
        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, fitting(SETTINGS, ENGINE, "id"));

        assertThat(problems()).singleElement().asString().contains("would collapse different rows");
    }

    @Test
    void replicatedEngineIsReadPastItsPaths() {
        String engine = "ReplicatedReplacingMergeTree('/clickhouse/{uuid}', '{replica}', _version) ORDER BY …";

        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, fitting(SETTINGS, engine, "_source_database, id"));

        assertThat(problems()).isEmpty();
    }

    @Test
    void replicatedEngineThatWouldNeedMutationsIsRefused() {
        String engine = "ReplicatedReplacingMergeTree('/clickhouse/{uuid}', '{replica}', _version) ORDER BY …";

        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, fitting("", engine, "_source_database, id"));
        planner(DeleteMechanism.LIGHTWEIGHT_MUTATION, NEW)
                .plan(SCHEMA, fitting(SETTINGS, engine, "_source_database, id"));

        assertThat(problems()).hasSize(2).allMatch(text -> text.contains("each replica carries out for itself"));
    }

    @Test
    void constraintsAndTtlAreNoted() {
        ExistingTable plain = fitting(SETTINGS, ENGINE + " TTL day + toIntervalDay(30)", "_source_database, id");
        ExistingTable constrained = new ExistingTable(
                plain.id(),
                plain.engine(),
                plain.engineFull(),
                "CREATE TABLE analytics.orders (…, CONSTRAINT positive CHECK total > 0) ENGINE = " + ENGINE + SETTINGS,
                plain.sortingKey(),
                plain.columns());

        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, constrained);

        assertThat(problems()).isEmpty();
        assertThat(checklist.items())
                .filteredOn(item -> item.finding() == Checklist.Finding.NOTED)
                .extracting(Checklist.Item::text)
                .satisfiesExactly(
                        constraint -> assertThat(constraint).contains("constraint positive"),
                        ttl -> assertThat(ttl).contains("TTL removes rows"));
    }

    @Test
    void tableOfWhichOlderServersLosePatchesIsDeletedFromByMutation() {
        ExistingTable existing = fitting(SETTINGS + ", index_granularity_bytes = 0", ENGINE, "_source_database, id");

        assertThat(planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, existing).mechanism())
                .isEqualTo(DeleteMechanism.LIGHTWEIGHT_MUTATION);
        assertThat(planner(DeleteMechanism.AUTO, ServerVersion.PATCHES_OF_SEVERAL_PARTS)
                        .plan(SCHEMA, existing)
                        .mechanism())
                .isEqualTo(DeleteMechanism.PATCH_PARTS);
    }

    @Test
    void plainMergeTreeMayHaveAnyOrder() {
        planner(DeleteMechanism.AUTO, NEW).plan(SCHEMA, fitting(SETTINGS, "MergeTree ORDER BY total", "total"));

        assertThat(problems()).isEmpty();
    }

    private TargetPlanner planner(DeleteMechanism mechanism, ServerVersion version) {
        return new TargetPlanner(mechanism, addColumn, version, checklist);
    }

    private List<String> problems() {
        return checklist.problems().stream().map(Problem::toString).toList();
    }

    private static ExistingTable fitting(String settings, String engineFull, String sortingKey) {
        return existing(engineFull, sortingKey, settings, "id Int64", "note Nullable(String)", "total Decimal(18, 4)");
    }

    private static ExistingTable existing(String engineFull, String sortingKey, String settings, String... columns) {
        List<ExistingColumn> all = Stream.concat(
                        Stream.of("_source_database LowCardinality(String)", "_version UInt64"), Stream.of(columns))
                .map(column -> column.split(" ", 2))
                .map(column -> new ExistingColumn(column[0], column[1], ""))
                .toList();
        return new ExistingTable(
                SCHEMA.target(),
                engineFull.split("\\W", 2)[0],
                engineFull,
                "CREATE TABLE analytics.orders (…) ENGINE = " + engineFull + settings,
                sortingKey,
                all);
    }
}
