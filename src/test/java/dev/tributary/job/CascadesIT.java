package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that foreign keys change below the binlog, of tables with {@code cascades: follow}. */
class CascadesIT {

    private static final String CHILDREN =
            "SELECT id, pid FROM %s.child WHERE _source_database = 'shop_de' ORDER BY id";
    private static final String LOOSE = "SELECT id, pid FROM %s.loose WHERE _source_database = 'shop_de' ORDER BY id";

    private static Replication started(String name, String parent) throws Exception {
        Replication replication = new Replication(
                        name,
                        "[" + parent
                                + "{source: child, cascades: follow}, {source: loose, cascades: follow}, {source: other}]")
                .withoutRestarts();
        replication.everywhere("CREATE TABLE grand (id INT PRIMARY KEY, a INT)");
        replication.everywhere("CREATE TABLE parent (id INT PRIMARY KEY, gid INT, name VARCHAR(20),"
                + " FOREIGN KEY (gid) REFERENCES grand (id) ON DELETE CASCADE)");
        replication.everywhere("CREATE TABLE child (id INT PRIMARY KEY, pid INT,"
                + " FOREIGN KEY (pid) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE CASCADE)");
        replication.everywhere("CREATE TABLE loose (id INT PRIMARY KEY, pid INT,"
                + " FOREIGN KEY (pid) REFERENCES parent (id) ON DELETE SET NULL)");
        replication.everywhere("CREATE TABLE other (id INT PRIMARY KEY, a INT)");
        replication.everywhere("INSERT INTO grand VALUES (1, 1), (2, 2)");
        replication.everywhere("INSERT INTO parent VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c')");
        replication.everywhere("INSERT INTO child VALUES (10, 1), (11, 1), (20, 2), (30, 3)");
        replication.everywhere("INSERT INTO loose VALUES (10, 1), (20, 2), (30, 3)");
        replication.everywhere("INSERT INTO other VALUES (1, 1)");
        replication.start(RunMode.SYNC);
        for (String table : List.of("child", "loose", "other")) {
            replication.awaitRows("SELECT uniqExact(_source_database) FROM " + name + "." + table, "3");
        }
        replication.awaitBinlog("other", "(9, 9)");
        return replication;
    }

    private static List<String> states(Replication replication, String name) {
        return replication.rows("SELECT DISTINCT mysql_database, mysql_table FROM tributary.table_states WHERE job = '"
                + name + "' ORDER BY ALL");
    }

    @Test
    void rowsThatGoOrChangeWithTheirParentsAreFollowed() throws Exception {
        try (Replication replication = started("cascades_alone", "")) {
            assertFollowed(replication, "cascades_alone");
        }
    }

    @Test
    void theyAreFollowedBesideAParentThatIsReplicatedToo() throws Exception {
        try (Replication replication = started("cascades_beside", "{source: parent, cascades: follow}, ")) {
            assertFollowed(replication, "cascades_beside");
            replication.awaitRows(
                    "SELECT id, name FROM cascades_beside.parent WHERE _source_database = 'shop_de' ORDER BY id",
                    "33 y");
        }
    }

    private static void assertFollowed(Replication replication, String name) throws Exception {
        String quiet = "SELECT _version FROM " + name + ".other WHERE _source_database = 'shop_de' AND id = 1";
        String before = replication.value(quiet);
        replication.in(
                "de",
                "UPDATE parent SET name = 'x'",
                "INSERT INTO parent VALUES (4, 2, 'd')",
                "DELETE FROM loose WHERE id = 30",
                "INSERT INTO other VALUES (2, 2)");
        replication.awaitRows("SELECT count() FROM " + name + ".other", "4");
        assertThat(states(replication, name))
                .as("no row of the tables changed without an event")
                .isEmpty();

        replication.in("de", "DELETE FROM parent WHERE id = 1", "INSERT INTO child VALUES (31, 3)");
        replication.awaitRows(CHILDREN.formatted(name), "20 2", "30 3", "31 3");
        replication.awaitRows(LOOSE.formatted(name), "10 ᴺᵁᴸᴸ", "20 2");
        replication.in(
                "de", "UPDATE parent SET id = 33, name = 'y' WHERE id = 3", "UPDATE other SET a = 3 WHERE id = 2");
        replication.awaitRows(CHILDREN.formatted(name), "20 2", "30 33", "31 33");
        replication.in("de", "DELETE FROM parent WHERE id = 4", "DELETE FROM grand WHERE id = 1");
        replication.awaitRows(CHILDREN.formatted(name), "30 33", "31 33");
        replication.awaitRows(LOOSE.formatted(name), "10 ᴺᵁᴸᴸ", "20 ᴺᵁᴸᴸ");

        replication.in("de", "INSERT INTO child VALUES (40, 33)");
        replication.awaitRows(CHILDREN.formatted(name), "30 33", "31 33", "40 33");
        assertThat(replication.verify().differences()).isZero();
        assertThat(states(replication, name))
                .as("others are followed on")
                .doesNotContain(name + "_de other", name + "_at child");
        assertThat(replication.value(quiet)).isEqualTo(before);
    }

    /** Parent and child are one table; what has events in it goes on beside its snapshots. */
    @Test
    void treeIsFollowedOnWhereItsRowsGoWithTheirParents() throws Exception {
        String rows = "SELECT id FROM cascades_tree.tree WHERE _source_database = 'shop_de' ORDER BY id";
        try (Replication replication = new Replication(
                        "cascades_tree", "[{source: tree, cascades: follow}, {source: other}]")
                .withoutRestarts()) {
            replication.everywhere("CREATE TABLE other (id INT PRIMARY KEY)");
            replication.everywhere("CREATE TABLE tree (id INT PRIMARY KEY, pid INT,"
                    + " FOREIGN KEY (pid) REFERENCES tree (id) ON DELETE CASCADE)");
            replication.everywhere("INSERT INTO tree VALUES (1, NULL), (2, 1), (3, 2), (4, NULL), (5, 4), (6, NULL)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM cascades_tree.tree", "18");
            replication.awaitBinlog("other", "(9)");

            replication.in(
                    "de",
                    "SET foreign_key_checks = 0",
                    "DELETE FROM tree WHERE id = 4",
                    "SET foreign_key_checks = 1",
                    "INSERT INTO tree VALUES (7, 6)");
            replication.awaitRows(rows, "1", "2", "3", "5", "6", "7");
            assertThat(states(replication, "cascades_tree")).as("no key acted").isEmpty();

            replication.in("de", "DELETE FROM tree WHERE id = 1", "INSERT INTO tree VALUES (8, 7)");
            replication.awaitRows(rows, "5", "6", "7", "8");
            replication.in("de", "DELETE FROM tree WHERE id = 7", "INSERT INTO tree VALUES (9, 6)");
            replication.awaitRows(rows, "5", "6", "9");
            assertThat(replication.rows(
                            "SELECT DISTINCT event FROM tributary.table_states WHERE job = 'cascades_tree'"))
                    .as("it was never set aside")
                    .containsExactly("resync");
            assertThat(replication.verify().differences()).isZero();
        }
    }

    @Test
    void tableThatIsCreatedAnewWithItsKeyIsFollowed() throws Exception {
        try (Replication replication = started("cascades_anew", "")) {
            replication.in(
                    "de",
                    "DROP TABLE child",
                    "CREATE TABLE child (id INT PRIMARY KEY, pid INT,"
                            + " FOREIGN KEY (pid) REFERENCES parent (id) ON UPDATE CASCADE ON DELETE CASCADE)",
                    "INSERT INTO child VALUES (50, 2), (51, 3)");
            replication.awaitRows(CHILDREN.formatted("cascades_anew"), "50 2", "51 3");
            replication.in("de", "DELETE FROM parent WHERE id = 3");
            replication.awaitRows(CHILDREN.formatted("cascades_anew"), "50 2");
        }
    }

    /** Its own, one of a parent that is not replicated, and another name of a parent; nothing is read anew for them alone. */
    @Test
    void keysThatAreAddedMeanwhileAreFollowed() throws Exception {
        try (Replication replication = started("cascades_added", "")) {
            replication.in(
                    "de",
                    "CREATE TABLE root (id INT PRIMARY KEY)",
                    "INSERT INTO root VALUES (1), (2)",
                    "ALTER TABLE grand ADD COLUMN rid INT NOT NULL DEFAULT 1",
                    "UPDATE grand SET rid = id",
                    "ALTER TABLE grand ADD FOREIGN KEY (rid) REFERENCES root (id) ON DELETE CASCADE ON UPDATE CASCADE",
                    "ALTER TABLE child ADD COLUMN gid INT DEFAULT 2",
                    "ALTER TABLE child ADD FOREIGN KEY (gid) REFERENCES root (id) ON DELETE SET NULL ON UPDATE CASCADE",
                    "INSERT INTO other VALUES (5, 5)");
            replication.awaitRows(
                    "SELECT count() FROM cascades_added.other WHERE _source_database = 'shop_de' AND id = 5", "1");
            replication.awaitRows(
                    "SELECT id, gid FROM cascades_added.child WHERE _source_database = 'shop_de' ORDER BY id",
                    "10 2",
                    "11 2",
                    "20 2",
                    "30 2");
            assertThat(states(replication, "cascades_added")).isEmpty();

            replication.in("de", "DELETE FROM root WHERE id = 1");
            replication.awaitRows(CHILDREN.formatted("cascades_added"), "30 3");
            replication.in("de", "UPDATE root SET id = 7 WHERE id = 2");
            replication.awaitRows(
                    "SELECT id, gid FROM cascades_added.child WHERE _source_database = 'shop_de'", "30 7");
            replication.in("de", "RENAME TABLE parent TO the_parent", "INSERT INTO child VALUES (31, 3, 7)");
            replication.awaitRows(CHILDREN.formatted("cascades_added"), "30 3", "31 3");
            replication.in("de", "DELETE FROM the_parent WHERE id = 3");
            replication.awaitRows(CHILDREN.formatted("cascades_added"));
            assertThat(replication.verify().differences()).isZero();
        }
    }

    @Test
    void keyThatIsAddedWhereNoneIsFollowedSetsItsTableAside() throws Exception {
        try (Replication replication = started("cascades_refused", "")) {
            replication.in(
                    "de",
                    "ALTER TABLE other ADD COLUMN gid INT",
                    "ALTER TABLE other ADD FOREIGN KEY (gid) REFERENCES grand (id) ON DELETE CASCADE");
            replication.await(
                    "the table set aside",
                    () -> !states(replication, "cascades_refused").isEmpty());
            assertThat(replication.rows("SELECT cause FROM tributary.table_states WHERE job = 'cascades_refused'"))
                    .singleElement()
                    .asString()
                    .contains("make it RESTRICT, or set cascades: follow or accept");
        }
    }
}
