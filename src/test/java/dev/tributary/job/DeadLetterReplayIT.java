package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.ReplicatedMySql;
import dev.tributary.embedded.TestServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters whose rows or configuration were mended, replayed while the job is stopped. */
class DeadLetterReplayIT {

    private static final String TABLE =
            "CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), born DATE, flag INT)";
    private static final String LETTERS =
            "SELECT _source_database, source_table, row_key FROM tributary.dead_letters ORDER BY 1, 2, 3";

    @TempDir
    private Path folder;

    @Test
    void lettersGoWhenTheirRowsAreInTheTargetAndTheJobGoesOnExactly() throws Exception {
        try (Replication replication = replication("replayed", "[{source: people}, {source: others}]")) {
            replication.everywhere("CREATE TABLE others LIKE people");
            replication.in("us", "INSERT INTO others VALUES (1, 'x', '1990-01-01', 0)");
            replication.in(
                    "de",
                    "INSERT INTO people VALUES (1, 'Ada', '1815-12-10', 0), (2, 'Alan', '1912-06-23', 0),"
                            + " (3, 'Charles', '1791-12-26', 0), (4, 'Blaise', '1623-06-19', 0)");
            replication.in("us", "INSERT INTO people VALUES (1, 'Ada', '1815-12-10', 0)");
            replication.start(RunMode.SYNC);
            replication.awaitRows(
                    LETTERS,
                    "shop_de people id=1",
                    "shop_de people id=3",
                    "shop_de people id=4",
                    "shop_us people id=1");
            assertThatThrownBy(() -> new DeadLetterReplay(replication.plan(), route -> true).run())
                    .isInstanceOf(ConfigurationException.class);

            replication
                    .clickHouse()
                    .execute("CREATE TABLE tributary_staging.replayed__people__left (a UInt8) ENGINE = Memory");
            replication.goOnFromSavepoint(folder, () -> {
                replication.in(
                        "de",
                        "UPDATE people SET born = '1915-12-10' WHERE id = 1",
                        "DELETE FROM people WHERE id = 3",
                        "UPDATE people SET flag = 1 WHERE id = 2");
                assertThatThrownBy(() -> replay(replication, "shop_de"))
                        .hasStackTraceContaining("was not stopped with a savepoint: 1 staging tables wait");
                replication.clickHouse().execute("DROP TABLE tributary_staging.replayed__people__left");
                DeadLetterReplay.Outcome outcome = replay(replication, "shop_de");
                assertThat(outcome.before()).isEqualTo(3);
                assertThat(outcome.remaining())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "row id=4 of replayed_de.people (connection shop_de), column born: 1623-06-19 is outside");
                assertThat(replication.rows(LETTERS)).containsExactly("shop_de people id=4", "shop_us people id=1");
                assertThat(replication.rows("SELECT id, born, flag FROM replayed.people ORDER BY 1"))
                        .containsExactly("1 1915-12-10 0", "2 1912-06-23 1");
                assertThat(replay(replication, "shop_at")).isEqualTo(new DeadLetterReplay.Outcome(0, List.of()));
                replication.in("de", "UPDATE people SET flag = 2 WHERE id = 1", "DELETE FROM people WHERE id = 4");
            });
            replication.awaitRows(LETTERS, "shop_us people id=1");
            replication.awaitRows(
                    "SELECT _source_database, id, born, flag FROM replayed.people ORDER BY 1, 2",
                    "shop_de 1 1915-12-10 2",
                    "shop_de 2 1912-06-23 1");
            replication.awaitRows("SELECT name FROM replayed.others", "x");
        }
    }

    @Test
    void lettersGoWhenTheConfigurationWasMended() throws Exception {
        try (Replication replication =
                replication("remapped", "[{source: people, column-types: {flag: UInt8}, exclude-columns: [born]}]")) {
            replication.everywhere("INSERT INTO people VALUES (1, 'Ada', NULL, -1)");
            assertThat(new DeadLetterReplay(replication.plan(), route -> true).run())
                    .isEqualTo(new DeadLetterReplay.Outcome(0, List.of()));
            assertThat(replication.rows("EXISTS TABLE remapped.people"))
                    .as("nothing to replay, nothing made for it")
                    .containsExactly("0");
            replication.start(RunMode.ETL);
            replication.awaitFinished();
            replication.awaitRows(LETTERS, "shop_at people id=1", "shop_de people id=1", "shop_us people id=1");

            replication.configure("[{source: people, column-types: {flag: Int64}, exclude-columns: [born]}]");
            replication.clickHouse().execute("ALTER TABLE remapped.people MODIFY COLUMN flag Nullable(Int64)");
            assertThat(new DeadLetterReplay(replication.plan(), route -> true).run())
                    .isEqualTo(new DeadLetterReplay.Outcome(3, List.of()));
            assertThat(replication.rows("SELECT id, flag, count() FROM remapped.people GROUP BY 1, 2"))
                    .containsExactly("1 -1 3");
            assertThat(replication.rows(LETTERS)).isEmpty();
        }
    }

    @Test
    void replayBehindAFailoverGoesOnFromTheVersionsThatWereMerged() throws Exception {
        ReplicatedMySql servers = TestServers.replicated("failover_letters");
        String versions = "SELECT max(_version) FROM moved.people WHERE _source_database = 'shop_de'";
        try (Replication replication = prepared(new Replication("moved", "[{source: people}]", servers))) {
            replication.everywhere("INSERT INTO people VALUES (1, 'Ada', '1915-12-10', 0)");
            servers.awaitReplica();
            replication.start(RunMode.SYNC);
            for (int i = 2; i < 8; i++) {
                replication.in(
                        "de", "FLUSH BINARY LOGS", "INSERT INTO people VALUES (" + i + ", 'x', '1990-01-01', 0)");
            }
            replication.awaitRows("SELECT count() FROM moved.people WHERE _source_database = 'shop_de'", "7");
            servers.failOverWithoutLoss();
            replication.in(
                    "de",
                    "INSERT INTO people VALUES (10, 'Alan', '1912-06-23', 0), (11, 'Charles', '1791-12-26', 0),"
                            + " (12, 'Blaise', '1623-06-19', 0)");
            replication.awaitRows(LETTERS, "shop_de people id=11", "shop_de people id=12");
            String before = replication.value(versions);

            replication.goOnFromSavepoint(folder, () -> {
                replication.in(
                        "de",
                        "UPDATE people SET born = '1991-12-26' WHERE id = 11",
                        "DELETE FROM people WHERE id = 12");
                assertThat(replay(replication, "shop_de").remaining()).isEmpty();
                assertThat(replication.rows(LETTERS)).isEmpty();
                assertThat(replication.value("SELECT min(_version) > " + before
                                + " FROM moved.people WHERE _source_database = 'shop_de'"))
                        .isEqualTo("1");
            });
            String replayed = replication.value(versions);
            replication.in("de", "UPDATE people SET flag = 2 WHERE id < 12");
            replication.awaitRows(
                    "SELECT count(), min(_version) > " + replayed
                            + " FROM moved.people WHERE _source_database = 'shop_de' AND flag = 2",
                    "9 1");
        } finally {
            servers.addresses().forEach(EmbeddedMySql::kill);
        }
    }

    private static Replication replication(String name, String tables) throws Exception {
        return prepared(new Replication(name, tables));
    }

    private static Replication prepared(Replication replication) {
        replication.withJobOption("unencodable-values: dead-letter, out-of-range-dates: refuse, web-port: 0");
        replication.clickHouse().execute("DROP TABLE IF EXISTS tributary.dead_letters");
        replication.everywhere(TABLE);
        return replication;
    }

    private static DeadLetterReplay.Outcome replay(Replication replication, String connection) {
        try {
            return new DeadLetterReplay(
                            replication.plan(), route -> route.sourceDatabase().equals(connection))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
