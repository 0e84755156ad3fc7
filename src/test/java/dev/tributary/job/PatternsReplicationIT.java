package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.status.StatusReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose databases and tables are found by patterns, when it goes on and there are others. */
class PatternsReplicationIT {

    private static final String ROWS = "SELECT _source_database, id FROM by_pattern.t ORDER BY _source_database, id";

    @TempDir
    private Path folder;

    private static String server(EmbeddedMySql server) {
        return "{host: 127.0.0.1, port: " + server.port() + ", user: " + server.user() + ", password: "
                + server.password() + ", databases: ['by\\_pattern\\_%']}";
    }

    private static List<String> discovered(Replication replication) {
        try (ClickHouseClient client = new ClickHouseClient(replication.config().clickHouse())) {
            return new StatusReader(client, replication.config()).read().discovered();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void databasesThatComeAreReadAndThoseThatGoKeepTheirRows() throws Exception {
        EmbeddedMySql first = TestServers.mysql(1);
        first.execute("DROP DATABASE IF EXISTS by_pattern_ch");
        try (Replication replication = new Replication("by_pattern", "['%']").withoutRestarts()) {
            replication.withSources("servers: [" + server(first) + ", " + server(TestServers.mysql(2)) + "]");
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY)");
            replication.everywhere("INSERT INTO t VALUES (1)");
            replication.start(RunMode.SYNC);
            replication.awaitRows(ROWS, "by_pattern_at 1", "by_pattern_de 1", "by_pattern_us 1");
            replication.awaitBinlog("t", "(2)");

            first.execute(
                    "DROP DATABASE by_pattern_at",
                    "CREATE DATABASE by_pattern_ch",
                    "CREATE TABLE by_pattern_ch.t (id INT PRIMARY KEY)",
                    "INSERT INTO by_pattern_ch.t VALUES (7)");
            replication.in("de", "CREATE TABLE u (id INT PRIMARY KEY)", "INSERT INTO u VALUES (5)");
            replication.goOnFromSavepoint(folder, () -> replication.in("de", "INSERT INTO t VALUES (3)"));
            replication.awaitRows(
                    ROWS,
                    "by_pattern_at 1",
                    "by_pattern_ch 7",
                    "by_pattern_de 1",
                    "by_pattern_de 3",
                    "by_pattern_us 1");
            replication.awaitRows("SELECT _source_database, id FROM by_pattern.u", "by_pattern_de 5");
            replication.awaitRows(
                    "SELECT source_database FROM tributary.events WHERE job = 'by_pattern' AND kind = 'database gone' AND text"
                            + " LIKE '%not in the plan any more%'",
                    "by_pattern_at");
            replication.await("nothing new", () -> discovered(replication).isEmpty());

            replication.goOnFromSavepoint(
                    folder,
                    () -> first.execute("CREATE DATABASE by_pattern_at", "INSERT INTO by_pattern_ch.t VALUES (8)"));
            replication.awaitRows(
                    "SELECT id FROM by_pattern.t WHERE _source_database = 'by_pattern_ch' ORDER BY id", "7", "8");
            assertThat(replication.rows("SELECT id FROM by_pattern.t WHERE _source_database = 'by_pattern_at'"))
                    .as("a database that comes back without the table takes nothing away")
                    .containsExactly("1");
            assertThat(replication.verify().differences()).isZero();
        } finally {
            first.execute("DROP DATABASE IF EXISTS by_pattern_ch");
        }
    }
}
