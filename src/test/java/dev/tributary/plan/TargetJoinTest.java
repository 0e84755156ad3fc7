package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.config.Checklist;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked of databases that join others in a target. */
class TargetJoinTest {

    private static final TableId TARGET = new TableId("shop", "orders");

    private final Checklist checklist = new Checklist();

    private TargetSchema join(TargetSchema further, List<TargetSchema> before, String... existing) {
        ExistingTable table = new ExistingTable(
                TARGET,
                "MergeTree",
                "",
                "",
                "",
                Stream.of(existing)
                        .map(name -> new ExistingColumn(name, "Int32", ""))
                        .toList());
        return new TargetJoin("orders", table, checklist).join(further, before);
    }

    private static TargetSchema schema(int keyColumns, String... columns) {
        return new TargetSchema(
                TARGET,
                Stream.concat(Stream.of(TargetSchema.SOURCE_DATABASE), Stream.of(columns))
                        .map(name -> new TargetColumn(name, "Int32"))
                        .toList(),
                keyColumns);
    }

    @Test
    void whatTheFurtherOnesLackMustBeAbleToBeNull() {
        TargetSchema joined =
                join(schema(2, "id", "a"), List.of(schema(2, "id", "b"), schema(2, "id", "c")), "id", "b");

        assertThat(joined.columns())
                .as("c is not in the target any more, so no row has it")
                .containsExactly(
                        new TargetColumn(TargetSchema.SOURCE_DATABASE, "Int32"),
                        new TargetColumn("id", "Int32"),
                        new TargetColumn("a", "Int32"),
                        new TargetColumn("b", "Nullable(Int32)"));
        assertThat(checklist.problems()).isEmpty();
    }

    @Test
    void anotherKeyIsRefusedAndAnotherOrderIsNot() {
        join(schema(3, "b", "id"), List.of(schema(3, "id", "b")), "id", "b");
        assertThat(checklist.problems()).isEmpty();

        join(schema(2, "id", "b"), List.of(schema(3, "id", "b")), "id", "b");
        assertThat(checklist.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("its key [id] differs from [id, b], by which the rows of shop.orders are merged"));
    }

    @Test
    void whatNobodyKnowsOfAsksNothing() {
        assertThat(join(schema(2, "id"), List.of(), "id", "b")).isEqualTo(schema(2, "id"));
    }
}
