package dev.tributary.job;

import dev.tributary.config.RunMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Statements that the job follows, each on a table of its own, all with one running job of parallelism 2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangesIT {

    private static final String[] TABLES = {
        "added",
        "filled",
        "dropped",
        "renamed",
        "widened",
        "without_effect",
        "readded",
        "several",
        "truncated",
        "recreated"
    };

    private Replication replication;

    @BeforeAll
    void start() throws Exception {
        StringBuilder tables = new StringBuilder("[");
        for (String table : TABLES) {
            tables.append("{source: ").append(table).append("},");
        }
        replication = new Replication("schema_changes", tables + "]");
        for (String table : TABLES) {
            replication.everywhere(
                    "CREATE TABLE " + table + " (id INT PRIMARY KEY, a INT NOT NULL, b INT NOT NULL, c VARCHAR(20))");
            replication.everywhere("INSERT INTO " + table + " VALUES (1, 10, 20, 'snapshot')");
        }
        replication.start(RunMode.SYNC);
        for (String table : TABLES) {
            replication.awaitRows("SELECT count() FROM schema_changes." + table, "3");
        }
        replication.awaitBinlog("added", "(9, 9, 9, '')");
    }

    @AfterAll
    void stop() throws Exception {
        replication.close();
    }

    private void awaitColumn(String table, String column) throws Exception {
        replication.awaitRows(
                "SELECT count() FROM system.columns WHERE database = 'schema_changes' AND table = '" + table
                        + "' AND name = '" + column + "'",
                "1");
    }

    @Test
    void addedColumnArrivesAndIsNullElsewhere() throws Exception {
        replication.in(
                "de",
                "INSERT INTO added VALUES (2, 11, 21, 'before')",
                "ALTER TABLE added ADD COLUMN x INT UNSIGNED FIRST, ADD COLUMN (y DECIMAL(10,2), z VARCHAR(5))",
                "INSERT INTO added (id, a, b, c, x, y, z) VALUES (3, 12, 22, 'behind', 4000000000, 1.50, 'z')",
                "UPDATE added SET c = 'changed', x = 7 WHERE id = 1");
        replication.in("us", "UPDATE added SET c = 'still old' WHERE id = 1");

        awaitColumn("added", "z");
        replication.awaitRows(
                "SELECT _source_database, id, a, b, c, x, y, z FROM schema_changes.added ORDER BY 1, 2",
                "shop_at 1 10 20 snapshot ᴺᵁᴸᴸ ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                "shop_de 1 10 20 changed 7 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                "shop_de 2 11 21 before ᴺᵁᴸᴸ ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                "shop_de 3 12 22 behind 4000000000 1.5 z",
                "shop_us 1 10 20 still old ᴺᵁᴸᴸ ᴺᵁᴸᴸ ᴺᵁᴸᴸ");
    }

    @Test
    void rowsThatAreThereHaveTheNewColumnsDefault() throws Exception {
        replication.in(
                "de",
                "INSERT INTO filled VALUES (2, 11, 21, 'before')",
                "ALTER TABLE filled ADD COLUMN x INT NOT NULL DEFAULT 5 AFTER id, ADD y VARCHAR(9) NOT NULL,"
                        + " ADD z DATETIME(3) DEFAULT '2020-02-29 12:00:00'",
                "INSERT INTO filled (id, a, b, c, x, y, z) VALUES (3, 12, 22, 'behind', 6, 'y', NULL)");

        awaitColumn("filled", "z");
        replication.awaitRows(
                "SELECT _source_database, id, x, y, z FROM schema_changes.filled ORDER BY 1, 2",
                "shop_at 1 ᴺᵁᴸᴸ ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                "shop_de 1 5  2020-02-29 12:00:00.000",
                "shop_de 2 5  2020-02-29 12:00:00.000",
                "shop_de 3 6 y ᴺᵁᴸᴸ",
                "shop_us 1 ᴺᵁᴸᴸ ᴺᵁᴸᴸ ᴺᵁᴸᴸ");
    }

    @Test
    void droppedColumnStaysInTheTarget() throws Exception {
        replication.in("de", "ALTER TABLE dropped DROP COLUMN b", "INSERT INTO dropped VALUES (2, 11, 'behind')");

        replication.awaitRows(
                "SELECT _source_database, id, a, b, c FROM schema_changes.dropped ORDER BY 1, 2",
                "shop_at 1 10 20 snapshot",
                "shop_de 1 10 20 snapshot",
                "shop_de 2 11 ᴺᵁᴸᴸ behind",
                "shop_us 1 10 20 snapshot");
    }

    @Test
    void renamedColumnTakesItsValuesAlong() throws Exception {
        replication.in(
                "de",
                "INSERT INTO renamed VALUES (2, 11, 21, 'before')",
                "ALTER TABLE renamed RENAME COLUMN a TO x",
                "ALTER TABLE renamed CHANGE COLUMN b y BIGINT NULL",
                "INSERT INTO renamed VALUES (3, 12, NULL, 'behind')");

        awaitColumn("renamed", "y");
        replication.awaitRows(
                "SELECT _source_database, id, a, b, c, x, y FROM schema_changes.renamed ORDER BY 1, 2",
                "shop_at 1 10 20 snapshot ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                "shop_de 1 ᴺᵁᴸᴸ ᴺᵁᴸᴸ snapshot 10 20",
                "shop_de 2 ᴺᵁᴸᴸ ᴺᵁᴸᴸ before 11 21",
                "shop_de 3 ᴺᵁᴸᴸ ᴺᵁᴸᴸ behind 12 ᴺᵁᴸᴸ",
                "shop_us 1 10 20 snapshot ᴺᵁᴸᴸ ᴺᵁᴸᴸ");
    }

    @Test
    void widenedColumnHoldsTheWiderValues() throws Exception {
        replication.in(
                "de",
                "INSERT INTO widened VALUES (2, 11, 21, 'before')",
                "ALTER TABLE widened MODIFY a BIGINT NOT NULL, MODIFY b INT NULL, MODIFY c TEXT",
                "INSERT INTO widened VALUES (3, 9000000000000000000, NULL, REPEAT('x', 30))");
        replication.in("us", "INSERT INTO widened VALUES (2, -5, 6, 'narrow')");

        replication.awaitRows(
                "SELECT _source_database, id, a, b, c FROM schema_changes.widened ORDER BY 1, 2",
                "shop_at 1 10 20 snapshot",
                "shop_de 1 10 20 snapshot",
                "shop_de 2 11 21 before",
                "shop_de 3 9000000000000000000 ᴺᵁᴸᴸ xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "shop_us 1 10 20 snapshot",
                "shop_us 2 -5 6 narrow");
    }

    @Test
    void statementsWithoutEffectOnRowsHaveNone() throws Exception {
        String table = replication.database("de") + ".without_effect";
        replication.in(
                "de",
                "ALTER TABLE without_effect ADD INDEX by_a (a), ADD CONSTRAINT positive CHECK (a > 0)",
                "CREATE INDEX by_b ON without_effect (b)",
                "ALTER TABLE without_effect DROP INDEX by_a, COMMENT 'x', ALTER COLUMN b SET DEFAULT 3",
                "/* odd */ alter\n/* spacing */ table `without_effect` -- here\n engine = InnoDB",
                "ALTER TABLE without_effect PARTITION BY HASH (id) PARTITIONS 3",
                "ALTER TABLE " + table + " REMOVE PARTITIONING",
                "ALTER TABLE without_effect CONVERT TO CHARACTER SET utf8mb4",
                "OPTIMIZE TABLE without_effect",
                "ANALYZE TABLE without_effect",
                "ALTER DATABASE " + replication.database("de") + " CHARACTER SET latin1",
                "CREATE TABLE foreign_table (id INT, place GEOMETRY NOT NULL SRID 4326)",
                "CREATE TABLE foreign_copy LIKE foreign_table",
                "ALTER TABLE foreign_table DROP COLUMN place, ADD x INT DEFAULT 2",
                "RENAME TABLE foreign_table TO foreign_renamed, foreign_copy TO foreign_table",
                "TRUNCATE TABLE foreign_table",
                "DROP TABLE foreign_table, foreign_renamed",
                "CREATE VIEW foreign_view AS SELECT id FROM without_effect",
                "INSERT INTO without_effect VALUES (2, 11, 21, 'behind')");

        replication.awaitRows(
                "SELECT id, a, b, c FROM schema_changes.without_effect WHERE _source_database = 'shop_de' ORDER BY 1",
                "1 10 20 snapshot",
                "2 11 21 behind");
    }

    @Test
    void columnDroppedAndAddedAgainIsAnotherColumn() throws Exception {
        replication.in(
                "de",
                "INSERT INTO readded VALUES (2, 11, 21, 'before')",
                "ALTER TABLE readded DROP COLUMN a",
                "INSERT INTO readded VALUES (3, 22, 'without')",
                "ALTER TABLE readded ADD COLUMN a INT AFTER id",
                "INSERT INTO readded VALUES (4, 13, 23, 'behind')",
                "ALTER TABLE readded DROP COLUMN b, ADD COLUMN b INT NOT NULL DEFAULT 7 AFTER a",
                "INSERT INTO readded VALUES (5, 14, 24, 'last')");

        replication.awaitRows(
                "SELECT id, a, b, c FROM schema_changes.readded WHERE _source_database = 'shop_de' ORDER BY 1",
                "1 ᴺᵁᴸᴸ 7 snapshot",
                "2 ᴺᵁᴸᴸ 7 before",
                "3 ᴺᵁᴸᴸ 7 without",
                "4 13 7 behind",
                "5 14 24 last");
    }

    @Test
    void truncateRemovesTheRowsOfItsDatabaseAlone() throws Exception {
        replication.in(
                "de",
                "INSERT INTO truncated VALUES (2, 11, 21, 'before'), (3, 12, 22, 'before')",
                "TRUNCATE TABLE truncated",
                "INSERT INTO truncated VALUES (3, 13, 23, 'behind')",
                "TRUNCATE truncated",
                "INSERT INTO truncated VALUES (4, 14, 24, 'last')");
        replication.in("us", "INSERT INTO truncated VALUES (2, 5, 6, 'stays')");

        replication.awaitRows(
                "SELECT _source_database, id, a, b, c FROM schema_changes.truncated ORDER BY 1, 2",
                "shop_at 1 10 20 snapshot",
                "shop_de 4 14 24 last",
                "shop_us 1 10 20 snapshot",
                "shop_us 2 5 6 stays");
    }

    @Test
    void tableDroppedAndCreatedAgainHasItsNewRowsAlone() throws Exception {
        replication.in("de", "INSERT INTO recreated VALUES (2, 11, 21, 'before')", "DROP TABLE recreated");
        replication.in(
                "us", "CREATE TABLE IF NOT EXISTS recreated (id INT)", "INSERT INTO recreated VALUES (7, 1, 1, 'us')");
        String all = "SELECT _source_database, id, a, b, c FROM schema_changes.recreated ORDER BY 1, 2";
        replication.awaitRows(
                all,
                "shop_at 1 10 20 snapshot",
                "shop_de 1 10 20 snapshot",
                "shop_de 2 11 21 before",
                "shop_us 1 10 20 snapshot",
                "shop_us 7 1 1 us");

        replication.in(
                "de",
                "CREATE TABLE recreated (c VARCHAR(20), id INT PRIMARY KEY, d INT, a BIGINT) CHARSET utf8mb4",
                "INSERT INTO recreated VALUES ('anew', 5, 6, 5000000000)",
                "DROP TABLE recreated",
                "CREATE TABLE recreated LIKE without_effect",
                "ALTER TABLE recreated DROP COLUMN b",
                "INSERT INTO recreated (id, a, c) VALUES (9, 8, 'like')");
        replication.in("at", "TRUNCATE recreated");

        replication.awaitRows(all, "shop_de 9 8 ᴺᵁᴸᴸ like", "shop_us 1 10 20 snapshot", "shop_us 7 1 1 us");
    }

    @Test
    void databasesMigrateAtDifferentTimes() throws Exception {
        replication.in("de", "ALTER TABLE several ADD x INT NOT NULL DEFAULT 1");
        replication.in("de", "INSERT INTO several VALUES (2, 1, 1, 'new', 5)");
        replication.in("us", "INSERT INTO several VALUES (2, 1, 1, 'old')");
        awaitColumn("several", "x");
        replication.awaitRows(
                "SELECT _source_database, id, x FROM schema_changes.several ORDER BY 1, 2",
                "shop_at 1 ᴺᵁᴸᴸ",
                "shop_de 1 1",
                "shop_de 2 5",
                "shop_us 1 ᴺᵁᴸᴸ",
                "shop_us 2 ᴺᵁᴸᴸ");

        replication.in(
                "us",
                "ALTER TABLE several ADD x BIGINT NOT NULL DEFAULT 2",
                "INSERT INTO several VALUES (3, 1, 1, 'new', 6000000000)");
        replication.awaitRows(
                "SELECT _source_database, id, x FROM schema_changes.several ORDER BY 1, 2",
                "shop_at 1 ᴺᵁᴸᴸ",
                "shop_de 1 1",
                "shop_de 2 5",
                "shop_us 1 2",
                "shop_us 2 2",
                "shop_us 3 6000000000");
    }
}
