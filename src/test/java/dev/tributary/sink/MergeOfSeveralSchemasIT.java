package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Merges whose rows were staged under several schemas, and what statements did to rows before them. */
class MergeOfSeveralSchemasIT {

    private static final TargetColumn SOURCE = new TargetColumn(TargetSchema.SOURCE_DATABASE, "String");
    private static final TargetColumn ID = new TargetColumn("id", "Int64");
    private static final TargetColumn NAME = new TargetColumn("name", "String");
    private static final TargetColumn A = new TargetColumn("a", "Nullable(Int32)");
    private static final TargetColumn B = new TargetColumn("b", "Nullable(Int32)");
    private static final TargetColumn WIDE_A = new TargetColumn("a", "Nullable(Int64)");
    private static final String FIVE = "05000000";

    private final MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS);
    private final TargetSchema narrow = schema(NAME);
    private final TargetSchema both = schema(NAME, A, B);
    private final TargetSchema wide = schema(WIDE_A, NAME);

    @BeforeEach
    void targetHasTheUnionOfColumns() {
        fixture.clickHouse.execute("ALTER TABLE " + fixture.target()
                + " ADD COLUMN a Nullable(Int64), ADD COLUMN b Nullable(Int32), ADD COLUMN own String DEFAULT 'x'");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private TargetSchema schema(TargetColumn... columns) {
        return new TargetSchema(
                fixture.schema.target(),
                Stream.concat(Stream.of(SOURCE, ID), Stream.of(columns)).toList(),
                2);
    }

    /** @param rows values of a staging table, version and deleted last */
    private StagedGroup staged(TargetSchema schema, String rows) {
        TableId table = fixture.staging.newTable(schema);
        fixture.staging.create(table, schema);
        fixture.clickHouse.execute("INSERT INTO " + Identifiers.quote(table) + " VALUES " + rows);
        return MergeFixture.group(schema, table);
    }

    private MergeCommittable commit(List<StagedGroup> groups, TableRewrite... rewrites) {
        return new MergeCommittable(
                UUID.randomUUID().toString(),
                7,
                fixture.schema.target(),
                groups,
                List.of(rewrites),
                new ChangeCounts(1, 0, 0, 0));
    }

    private TableRewrite rewrite(long version, ColumnRewrite... columns) {
        return new TableRewrite(fixture.schema.target(), "de", version, false, List.of(columns));
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        fixture.clickHouse.stream(
                "SELECT concat(_source_database, ' ', toString(id), ' ', name, ' ', ifNull(toString(a), '-'), ' ',"
                        + " ifNull(toString(b), '-'), ' ', own) FROM " + fixture.target() + " ORDER BY 1",
                row -> rows.add(String.valueOf(row.get(0))));
        return rows;
    }

    private void merge(MergeCommittable commit) {
        fixture.procedure().carryOut(commit);
    }

    @Test
    void lastChangeOfAKeyWinsWhateverSchemaItCameWith() {
        merge(commit(List.of(
                staged(narrow, "('de', 1, 'first', 10, 0), ('de', 2, 'last', 40, 0), ('de', 3, 'gone', 40, 1)"),
                staged(
                        both,
                        "('de', 1, 'second', 7, 8, 20, 0), ('de', 2, 'second', 7, 8, 20, 0), ('de', 3, '', 1, 1, 20, 0)"),
                staged(wide, "('de', 1, 5000000000, 'third', 30, 0)"))));

        assertThat(rows()).containsExactly("de 1 third 5000000000 - x", "de 2 last - - x");
    }

    @Test
    void columnsSwapInAllRowsBeforeTheStatementAndInNoneBehindIt() {
        merge(commit(List.of(staged(
                both, "('de', 1, 'old', 1, 2, 5, 0), ('de', 2, 'old', 3, 4, 6, 0), ('us', 1, 'other', 1, 2, 5, 0)"))));
        fixture.clickHouse.execute("INSERT INTO " + fixture.target()
                + " (_source_database, id, name, a, b, own, _version) VALUES ('de', 9, 'kept', 5, 6, 'own', 1)");

        MergeCommittable swap = commit(
                List.of(
                        staged(
                                both,
                                "('de', 2, 'before', 30, 40, 9, 0), ('de', 3, 'before', 50, 60, 9, 0), ('de', 4, 'behind', 7, 8, 11, 0)")),
                rewrite(10, ColumnRewrite.move("a", "b"), ColumnRewrite.move("b", "a")));
        merge(swap);

        assertThat(rows())
                .containsExactly(
                        "de 1 old 2 1 x",
                        "de 2 before 40 30 x",
                        "de 3 before 60 50 x",
                        "de 4 behind 7 8 x",
                        "de 9 kept 6 5 own",
                        "us 1 other 1 2 x");
        assertThat(fixture.stagingTables()).isEqualTo("0");
    }

    @Test
    void mergeThatMovedColumnsAndDiedIsRepeatedFromTheSameRows() {
        merge(commit(List.of(staged(both, "('de', 1, 'old', 1, 2, 5, 0), ('de', 2, 'old', 3, 4, 6, 0)"))));

        MergeCommittable swap = commit(
                List.of(staged(both, "('de', 2, 'behind', 7, 8, 11, 0)")),
                rewrite(10, ColumnRewrite.move("a", "b"), ColumnRewrite.move("b", "a")));
        fixture.mergeWithoutLedger(swap);
        merge(swap);

        assertThat(rows()).containsExactly("de 1 old 2 1 x", "de 2 behind 7 8 x");
        assertThat(fixture.stagingTables()).isEqualTo("0");
    }

    @Test
    void newColumnsDefaultIsInAllEarlierRows() {
        merge(commit(List.of(staged(narrow, "('de', 1, 'old', 5, 0), ('us', 1, 'other', 5, 0)"))));

        merge(commit(
                List.of(
                        staged(narrow, "('de', 2, 'before', 9, 0)"),
                        staged(both, "('de', 3, 'behind', NULL, NULL, 11, 0)")),
                rewrite(10, ColumnRewrite.set("a", FIVE, "Int32"))));

        assertThat(rows())
                .containsExactly("de 1 old 5 - x", "de 2 before 5 - x", "de 3 behind - - x", "us 1 other - - x");
    }

    @Test
    void statementsOfOneEpochFollowOneAnother() {
        merge(commit(List.of(staged(both, "('de', 1, 'old', 1, 2, 5, 0)"))));

        // RENAME a TO b (b was dropped before), ADD a DEFAULT 5, RENAME a TO b once more
        merge(commit(
                List.of(staged(both, "('de', 2, 'between', 8, 9, 15, 0)")),
                rewrite(10, ColumnRewrite.move("a", "b"), ColumnRewrite.setNull("a")),
                rewrite(14, ColumnRewrite.set("a", FIVE, "Int32")),
                rewrite(20, ColumnRewrite.replaceNull("b", FIVE, "Int32"))));

        assertThat(rows()).containsExactly("de 1 old 5 1 x", "de 2 between 8 9 x");
    }

    @Test
    void truncationTakesTheRowsBeforeItOfItsDatabaseAlone() {
        merge(commit(List.of(staged(narrow, "('de', 1, 'old', 5, 0), ('us', 1, 'other', 5, 0)"))));

        MergeCommittable truncate = commit(
                List.of(staged(
                        narrow, "('de', 2, 'before', 9, 0), ('de', 3, 'before', 9, 0), ('de', 3, 'behind', 11, 0)")),
                new TableRewrite(fixture.schema.target(), "de", 10, true, List.of()));
        fixture.mergeWithoutLedger(truncate);
        merge(truncate);
        assertThat(rows()).containsExactly("de 3 behind - - x", "us 1 other - - x");

        merge(commit(List.of(), new TableRewrite(fixture.schema.target(), "de", 30, true, List.of())));
        assertThat(rows()).containsExactly("us 1 other - - x");
    }

    @Test
    void statementThatTouchesNoRowLeavesTheTargetAlone() {
        merge(commit(List.of(staged(narrow, "('de', 1, 'old', 5, 0)"))));
        merge(commit(List.of(), rewrite(10, ColumnRewrite.setNull("a"))));

        assertThat(fixture.value("SELECT count() FROM system.columns WHERE database = 'merge_procedure' AND name = '"
                        + TargetSchema.REWRITTEN + "'"))
                .isEqualTo("0");
        assertThat(rows()).containsExactly("de 1 old - - x");
    }
}
