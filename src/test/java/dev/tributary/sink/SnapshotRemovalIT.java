package dev.tributary.sink;

import static dev.tributary.sink.MergeFixture.Change.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a complete snapshot did not find goes, whichever binlog it came from, and no more than is probable. */
class SnapshotRemovalIT {

    private static final long SNAPSHOT = 50;

    private final MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS);

    @AfterEach
    void close() {
        fixture.close();
    }

    private TableRewrite afterSnapshot() {
        return TableRewrite.afterSnapshot(fixture.schema.target(), "de", SNAPSHOT);
    }

    private void insertRows(String database, long first, long count, long version) {
        fixture.clickHouse.execute("INSERT INTO " + fixture.target() + " SELECT '" + database + "', number + " + first
                + ", 'row', " + version + " FROM numbers(" + count + ")");
    }

    private String count(String database) {
        return fixture.value(
                "SELECT count() FROM " + fixture.target() + " WHERE _source_database = '" + database + "'");
    }

    @Test
    void rowsOfAnotherBinlogGoWhicheverVersionTheyHave() {
        fixture.merge(upsert(1, 7, "before"), upsert(2, 90, "beyond"), upsert(3, 90, "beyond, read again"));
        fixture.merge(upsert(4, SNAPSHOT, "read"), upsert(5, SNAPSHOT, "read"));
        insertRows("us", 1, 1, 90);

        MergeCommittable commit = fixture.commit(
                List.of(fixture.inline(upsert(3, SNAPSHOT, "read"), upsert(5, 60, "changed"), upsert(6, 70, "behind"))),
                afterSnapshot());
        fixture.mergeWithoutLedger(commit);
        fixture.procedure().carryOut(commit);
        fixture.procedure().carryOut(commit);

        assertThat(fixture.rows()).containsExactly("1 row", "3 read", "4 read", "5 changed", "6 behind");
        assertThat(count("us")).isEqualTo("1");

        fixture.merge(upsert(7, 80, "later"));
        fixture.procedure().carryOut(commit);
        assertThat(fixture.rows()).contains("7 later", "5 changed", "6 behind");
    }

    @Test
    void statementsBoundIsTheirVersionAlone() {
        fixture.merge(upsert(1, 7, "before"), upsert(2, 90, "behind"));

        fixture.procedure()
                .carryOut(fixture.commit(
                        List.of(), new TableRewrite(fixture.schema.target(), "de", SNAPSHOT, true, List.of())));

        assertThat(fixture.rows()).containsExactly("2 behind");
    }

    @Test
    void improbableRemovalIsRefusedBeforeAnythingIsDeleted() {
        insertRows("de", 0, 6_000, 7);
        insertRows("us", 0, 10, 7);
        MergeCommittable wrongServer =
                fixture.commit(List.of(fixture.inline(upsert(1, SNAPSHOT, "read"))), afterSnapshot());

        assertThatThrownBy(() -> fixture.procedure().carryOut(wrongServer))
                .isInstanceOf(RemovalRefusedException.class)
                .hasMessageContaining("5999 of the 6000 rows")
                .hasMessageContaining("merge.max-removed-share")
                .hasMessageContaining("'de'");
        assertThat(count("de")).isEqualTo("6000");

        assertThatCode(() -> new RemovalGuard(fixture.clickHouse, 100, 1_000, removal -> {}).check(wrongServer))
                .doesNotThrowAnyException();
    }

    @Test
    void removalOfHalfOfTheRowsOrOfAFewIsNot() {
        insertRows("de", 0, 3_000, 7);
        insertRows("de", 3_000, 3_000, SNAPSHOT);
        insertRows("us", 0, 100, 7);

        fixture.procedure().carryOut(fixture.commit(List.of(), afterSnapshot()));
        fixture.procedure()
                .carryOut(
                        fixture.commit(List.of(), TableRewrite.afterSnapshot(fixture.schema.target(), "us", SNAPSHOT)));

        assertThat(count("de")).isEqualTo("3000");
        assertThat(count("us")).isEqualTo("0");
        assertThat(fixture.removals)
                .singleElement()
                .isEqualTo(new RemovalGuard.Removal(
                        TableRewrite.afterSnapshot(fixture.schema.target(), "us", SNAPSHOT), 100, 100));
    }

    /** As many tenants of one structure come current, or are altered, at the same time. */
    @Test
    void hundredsOfDatabasesFitIntoOneCommit() {
        String target = fixture.target();
        fixture.clickHouse.execute("ALTER TABLE " + target + " ADD COLUMN more Nullable(Int32)");
        fixture.clickHouse.execute("INSERT INTO " + target + " (_source_database, id, name, _version) SELECT 'db'"
                + " || toString(number % 300), number, 'row', if(number < 300, 7, " + SNAPSHOT + ") FROM numbers(600)");
        List<TableRewrite> rewrites = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rewrites.add(TableRewrite.afterSnapshot(fixture.schema.target(), "db" + i, SNAPSHOT));
            rewrites.add(new TableRewrite(
                    fixture.schema.target(),
                    "db" + i,
                    SNAPSHOT + 10,
                    false,
                    List.of(ColumnRewrite.set("more", "05000000", "Int32"))));
        }

        fixture.procedure()
                .carryOut(fixture.commit(
                        List.of(fixture.inline(upsert(1, SNAPSHOT, "read"), upsert(2, SNAPSHOT + 20, "behind"))),
                        rewrites.toArray(TableRewrite[]::new)));

        assertThat(fixture.value("SELECT (count(), uniqExact(_source_database), sum(more)) FROM " + target
                        + " WHERE _source_database != 'de'"))
                .isEqualTo("(300,300,1500)");
        assertThat(fixture.value("SELECT groupArray((id, more)) FROM (SELECT id, more FROM " + target
                        + " WHERE _source_database = 'de' ORDER BY id)"))
                .isEqualTo("[(1,NULL),(2,NULL)]");
    }

    /** As an upgrade's script alters one table again and again. */
    @Test
    void hundredsOfStatementsOnATableFitIntoOneCommit() {
        int columns = 100;
        fixture.clickHouse.execute("ALTER TABLE " + fixture.target() + " "
                + IntStream.range(0, columns)
                        .mapToObj(i -> "ADD COLUMN c" + i + " Nullable(Int32)")
                        .collect(Collectors.joining(", ")));
        fixture.merge(upsert(1, 7, "before"));
        List<TableRewrite> rewrites = new ArrayList<>();
        for (int i = 0; i < 3 * columns; i++) {
            rewrites.add(new TableRewrite(
                    fixture.schema.target(),
                    "de",
                    SNAPSHOT + i,
                    false,
                    List.of(
                            switch (i / columns) {
                                case 0 -> ColumnRewrite.replaceNull("c" + i, "05000000", "Int32");
                                case 1 ->
                                    ColumnRewrite.move("c" + i % columns / 2 * 2, "c" + (i % columns / 2 * 2 + 1));
                                default ->
                                    ColumnRewrite.replaceNull(
                                            "c" + i % columns, i % 2 == 0 ? "06000000" : "07000000", "Int32");
                            })));
        }

        fixture.procedure()
                .carryOut(fixture.commit(
                        List.of(fixture.inline(upsert(2, SNAPSHOT, "read"), upsert(3, SNAPSHOT + 1_000, "behind"))),
                        rewrites.toArray(TableRewrite[]::new)));

        // The row of the snapshot's version has seen the first statement already.
        assertThat(fixture.value("SELECT groupArray((id, c0, c1, c98, c99)) FROM (SELECT * FROM " + fixture.target()
                        + " ORDER BY id)"))
                .isEqualTo("[(1,5,5,5,5),(2,6,7,5,5),(3,NULL,NULL,NULL,NULL)]");
    }

    /** A bucket that removes rows of its keys leaves alone what those before it have brought. */
    @Test
    void mergeInBucketsRemovesNoneOfItsOwnRows() {
        try (MergeFixture buckets = new MergeFixture(
                DeleteMechanism.PATCH_PARTS, TestServers.clickHouse().port(), 7)) {
            insertRows("de", 0, 100, 90);
            TableId table = buckets.stage(LongStream.range(0, 50)
                    .mapToObj(id -> upsert(id, SNAPSHOT + 20, "behind"))
                    .toArray(MergeFixture.Change[]::new));

            buckets.procedure()
                    .carryOut(buckets.commit(
                            List.of(new StagedGroup(buckets.schema, List.of(new StagingTable(table, 50)), "")),
                            afterSnapshot()));

            assertThat(buckets.value("SELECT toString((count(), countIf(name = 'behind'))) FROM " + buckets.target()))
                    .isEqualTo("(50,50)");
        }
    }

    /** Keys that the same commit brings are replaced, not removed. */
    @Test
    void rowsThatTheSameCommitBringsAgainDoNotCount() {
        insertRows("de", 0, 6_000, 7);
        var table = fixture.staging.newTable(fixture.schema);
        fixture.staging.create(table, fixture.schema);
        fixture.clickHouse.execute("INSERT INTO " + Identifiers.quote(table) + " SELECT 'de', number, 'read', "
                + SNAPSHOT + ", 0 FROM numbers(6000)");

        fixture.procedure()
                .carryOut(fixture.commit(List.of(MergeFixture.group(fixture.schema, table)), afterSnapshot()));

        assertThat(count("de")).isEqualTo("6000");
    }
}
