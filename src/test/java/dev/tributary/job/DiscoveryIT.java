package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.ServerControl;
import dev.tributary.status.StatusReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that takes in databases and tables that appear while it runs. */
class DiscoveryIT {

    private static final String DISCOVER = "discover: 300ms";

    private static final int TABLES_OF_THE_NEW_TENANT = 12;

    @TempDir
    private Path folder;

    private static String servers(String name) {
        return "servers: [" + server(TestServers.mysql(1), name) + ", " + server(TestServers.mysql(2), name) + "]";
    }

    private static String server(EmbeddedMySql server, String name) {
        return "{host: 127.0.0.1, port: " + server.port() + ", user: " + server.user() + ", password: "
                + server.password() + ", databases: ['" + name.replace("_", "\\_") + "\\_%']}";
    }

    private static List<String> discovered(Replication replication) {
        try (ClickHouseClient client = new ClickHouseClient(replication.config().clickHouse())) {
            return new StatusReader(client, replication.config()).read().discovered();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String events(String job, String kind) {
        return "SELECT source_database, mysql_table FROM tributary.events WHERE job = '" + job + "' AND kind = '" + kind
                + "' ORDER BY ALL";
    }

    /** As a script that makes a tenant does it, table by table with rows between. */
    private static void makeTenant(EmbeddedMySql server, String database) {
        List<String> script = new ArrayList<>(List.of("CREATE DATABASE " + database, "USE " + database));
        for (int i = 0; i < TABLES_OF_THE_NEW_TENANT; i++) {
            script.add("CREATE TABLE a" + i + " (id INT, v INT)");
            script.add("INSERT INTO a" + i + " VALUES (1, 0)");
            script.add("ALTER TABLE a" + i + " ADD PRIMARY KEY (id), ADD COLUMN w BIGINT NOT NULL DEFAULT 7");
            script.add("INSERT INTO a" + i + " VALUES (2, 0, " + i + ")");
            script.add("UPDATE a" + i + " SET v = v + 1");
        }
        script.add("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))");
        script.add("INSERT INTO t VALUES (7, 'seven'), (8, 'eight')");
        server.execute(script.toArray(String[]::new));
    }

    @Test
    void databasesAndTablesAreTakenInWhileOthersGoOn() throws Exception {
        EmbeddedMySql first = TestServers.mysql(1);
        List<String> others = List.of(
                "DROP DATABASE IF EXISTS found_ch",
                "DROP DATABASE IF EXISTS found_former",
                "DROP DATABASE IF EXISTS found_odd");
        first.execute(others.toArray(String[]::new));
        try (Replication replication =
                new Replication("found", "['%']").withoutRestarts().withJobOption(DISCOVER)) {
            replication.withSources(servers("found"));
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))");
            replication.everywhere("INSERT INTO t VALUES (1, 'a')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM found.t", "3");
            replication.awaitBinlog("t", "(2, 'b')");

            // Two enumerators find the same new table at the same time, and make its target.
            replication.in("us", "CREATE TABLE u (id INT PRIMARY KEY, a INT)", "INSERT INTO u VALUES (1, 10)");
            replication.in("de", "CREATE TABLE u (id INT PRIMARY KEY, a INT)", "INSERT INTO u VALUES (1, 20)");
            replication.in("de", "CREATE TABLE unkeyed (id INT)", "INSERT INTO unkeyed VALUES (4)");
            first.execute("CREATE DATABASE found_odd", "CREATE TABLE found_odd.t (id INT PRIMARY KEY, v INT)");
            replication
                    .clickHouse()
                    .execute("INSERT INTO found.t SELECT 'found_former', number, 'of before', 1 FROM numbers(5000)");
            first.execute(
                    "CREATE DATABASE found_former", "CREATE TABLE found_former.t (id INT PRIMARY KEY, v VARCHAR(20))");
            replication.in("us", "CREATE TABLE `odd name` (id INT PRIMARY KEY)");
            makeTenant(first, "found_ch");
            replication.everywhere("INSERT INTO t VALUES (3, 'c')");

            replication.awaitRows(
                    "SELECT _source_database, id, v FROM found.t WHERE _source_database = 'found_ch' ORDER BY ALL",
                    "found_ch 7 seven",
                    "found_ch 8 eight");
            replication.awaitRows(
                    "SELECT _source_database, id, a FROM found.u ORDER BY ALL", "found_de 1 20", "found_us 1 10");
            for (int i = 0; i < TABLES_OF_THE_NEW_TENANT; i++) {
                replication.await("found.a" + i, exists(replication, "a" + i));
                replication.awaitRows("SELECT id, v, w FROM found.a" + i + " ORDER BY id", "1 1 7", "2 1 " + i);
            }
            replication.await("what is refused", () -> discovered(replication).size() == 4);
            assertThat(discovered(replication))
                    .satisfiesExactly(
                            table -> assertThat(table)
                                    .contains("table found_de.unkeyed is selected, and cannot be taken in as it is")
                                    .contains("neither a primary key nor a unique key"),
                            former -> assertThat(former)
                                    .contains("database found_former is selected, and cannot be taken in as it is")
                                    .contains("the target found.t has 5000 rows of it from before"),
                            database -> assertThat(database)
                                    .contains("database found_odd is selected, and cannot be taken in as it is")
                                    .contains("its column 'v' has the type"),
                            table -> assertThat(table).contains("the name of table 'odd name' has a dot, a space"));

            assertThat(replication.rows(
                            "SELECT count() FROM tributary.events WHERE job = 'found' AND kind = 'table refused'"
                                    + " AND mysql_table = 'found_de.unkeyed'"))
                    .as("told once")
                    .containsExactly("1");

            replication.clickHouse().execute("DELETE FROM found.t WHERE _source_database = 'found_former'");
            replication.in("de", "ALTER TABLE unkeyed ADD PRIMARY KEY (id)");
            first.execute(
                    "ALTER TABLE found_odd.t MODIFY v VARCHAR(10)",
                    "INSERT INTO found_odd.t VALUES (5, 'five')",
                    "UPDATE found_ch.t SET v = 'changed' WHERE id = 7",
                    "DELETE FROM found_ch.t WHERE id = 8",
                    "DROP TABLE found_ch.a1",
                    "CREATE TABLE found_ch.a1 (id INT PRIMARY KEY, v INT, w BIGINT NOT NULL)",
                    "INSERT INTO found_ch.a1 VALUES (9, 9, 9)",
                    "DROP DATABASE found_at",
                    "CREATE DATABASE found_at",
                    "CREATE TABLE found_at.t (id INT PRIMARY KEY, v VARCHAR(20))",
                    "INSERT INTO found_at.t VALUES (6, 'back')");
            replication.in("us", "DROP TABLE `odd name`", "UPDATE u SET a = a + 1", "INSERT INTO u VALUES (2, 2)");
            replication.await("found.unkeyed", exists(replication, "unkeyed"));
            replication.awaitRows("SELECT _source_database, id FROM found.unkeyed", "found_de 4");
            replication.awaitRows(
                    "SELECT _source_database, id, v FROM found.t WHERE id > 3 ORDER BY ALL",
                    "found_at 6 back",
                    "found_ch 7 changed",
                    "found_odd 5 five");
            replication.awaitRows(
                    "SELECT _source_database, id, a FROM found.u ORDER BY ALL",
                    "found_de 1 20",
                    "found_us 1 11",
                    "found_us 2 2");
            replication.awaitRows("SELECT id, v, w FROM found.a1", "9 9 9");
            replication.await("nothing to tell", () -> discovered(replication).isEmpty());
            assertThat(replication.verify().differences()).isZero();

            // A plan that is made anew has all of it by itself, and the same state.
            replication.goOnFromSavepoint(folder, () -> first.execute("INSERT INTO found_ch.t VALUES (10, 'later')"));
            replication.awaitRows(
                    "SELECT id, v FROM found.t WHERE _source_database = 'found_ch' ORDER BY id",
                    "7 changed",
                    "10 later");
            assertThat(replication.rows("SELECT count() FROM tributary.events WHERE job = 'found' AND kind = 'snapshot"
                            + " begun' AND mysql_table = 'found_ch.t'"))
                    .as("snapshots of a table that was taken in before")
                    .containsExactly("1");
            assertThat(replication.verify().differences()).isZero();
        } finally {
            first.execute(others.toArray(String[]::new));
        }
    }

    private static BooleanSupplier exists(Replication replication, String table) {
        return () -> replication.rows("EXISTS found." + table).equals(List.of("1"));
    }

    /** Its connection stands in the service database; readers, and the enumerator, fail when it has been taken in. */
    @Test
    void whatWasTakenInSurvivesFailures() throws Exception {
        EmbeddedMySql first = TestServers.mysql(1);
        first.execute("DROP DATABASE IF EXISTS kept_anew_ch");
        try (Replication replication = new Replication("kept_anew", "[{source: t}]")
                .withJobOption(DISCOVER)
                .withOptions("batch: {inline-bytes: 1B}\n")) {
            replication.createServiceDatabase();
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, v INT)");
            replication.everywhere("INSERT INTO t VALUES (1, 1)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM kept_anew.t", "3");
            replication.awaitBinlog("t", "(2, 2)");

            ServerControl server = new ServerControl(replication.config(), "shop_de");
            server.pause("while it appears");
            first.execute(
                    "CREATE DATABASE kept_anew_ch",
                    "CREATE TABLE kept_anew_ch.t (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO kept_anew_ch.t VALUES (1, 1)",
                    "INSERT INTO kept_anew_service.connections VALUES ('shop_ch', '" + first.host() + "', "
                            + first.port() + ", 'kept_anew_ch', '" + first.user() + "', '" + first.password()
                            + "', NULL, 1)");
            replication.awaitRows(events("kept_anew", "paused"), " ");
            assertThat(server.resume()).hasSize(1);
            String rows = "SELECT id, v FROM kept_anew.t WHERE _source_database = 'shop_ch' ORDER BY id";
            replication.awaitRows(rows, "1 1");

            replication.clickHouse().execute("RENAME DATABASE tributary_staging TO staging_away");
            try {
                first.execute("INSERT INTO kept_anew_ch.t VALUES (2, 2)");
                replication.awaitRestart();
            } finally {
                replication.clickHouse().execute("RENAME DATABASE staging_away TO tributary_staging");
            }
            replication.awaitRows(rows, "1 1", "2 2");

            failEnumerators(replication);
            first.execute("UPDATE kept_anew_ch.t SET v = 3 WHERE id = 1", "DELETE FROM kept_anew_ch.t WHERE id = 2");
            replication.awaitRows(rows, "1 3");
            assertThat(replication.rows(
                            "SELECT count() FROM tributary.events WHERE job = 'kept_anew' AND kind = 'snapshot"
                                    + " begun' AND mysql_table = 'kept_anew_ch.t'"))
                    .containsExactly("1");
            assertThat(replication.verify().differences()).isZero();
        } finally {
            first.execute("DROP DATABASE IF EXISTS kept_anew_ch");
        }
    }

    /** By a number of resyncs that no job can count to: all of the job goes back to its last checkpoint. */
    private static void failEnumerators(Replication replication) throws Exception {
        replication
                .clickHouse()
                .execute("INSERT INTO tributary.table_states (job, source_database, mysql_database, mysql_table, event,"
                        + " resyncs) VALUES ('kept_anew', 'x', 'x', 'x', 'resync', 4000000000)");
        try {
            replication.awaitRestart();
        } finally {
            replication
                    .clickHouse()
                    .execute("DELETE FROM tributary.table_states WHERE job = 'kept_anew' AND mysql_table = 'x'");
        }
    }
}
