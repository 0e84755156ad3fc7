package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.plan.PlanPrinter;
import dev.tributary.status.Health;
import dev.tributary.status.StatusReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two targets refuses its merges while the job runs: the other one goes on, and when it is mended both are exact. */
class RefusingTargetIT {

    private static final String TABLES = "[{source: items}, {source: notes}]";

    private static Replication replication(String name) throws Exception {
        Replication shops = new Replication(name, TABLES).withoutRestarts().withOptions("merge: {retry-timeout: 1s}\n");
        shops.everywhere("CREATE TABLE items (id INT NOT NULL PRIMARY KEY, value INT)");
        shops.everywhere("CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, value INT)");
        shops.everywhere("INSERT INTO items VALUES (1, 10), (2, 20)");
        shops.everywhere("INSERT INTO notes VALUES (1, 10), (2, 20)");
        shops.start(RunMode.SYNC);
        shops.awaitRows("SELECT sum(value) FROM " + name + ".items", "90");
        shops.awaitRows("SELECT sum(value) FROM " + name + ".notes", "90");
        return shops;
    }

    @Test
    void otherTargetGoesOnAndTheMendedOneCatchesUpAfterARestart(@TempDir Path savepoints) throws Exception {
        try (Replication shops = replication("refusing_check")) {
            shops.clickHouse().execute("ALTER TABLE refusing_check.items ADD CONSTRAINT c CHECK value != 99");
            changeWhileItemsRefuse(shops, "refusing_check");

            shops.goOnFromSavepoint(savepoints, () -> {});
            shops.everywhere("INSERT INTO items VALUES (5, 50)");
            shops.everywhere("INSERT INTO notes VALUES (5, 50)");
            shops.awaitRows("SELECT sum(value) FROM refusing_check.notes", "450");
            assertThat(waiting(shops, "refusing_check")).isPositive();
            assertThat(PlanPrinter.print(shops.plan()))
                    .contains("refuse their commits")
                    .contains("refusing_check.items")
                    .contains("DROP CONSTRAINT");
            assertThat(findings(shops))
                    .anyMatch(finding -> finding.startsWith("target refusing_check.items refuses its commits")
                            && finding.contains("wait since"));

            shops.clickHouse().execute("ALTER TABLE refusing_check.items DROP CONSTRAINT c");
            assertExact(shops, "refusing_check", "1 7", "5 50");
            shops.await("nothing to be found fault with", () -> {
                try {
                    return findings(shops).isEmpty();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private static List<String> findings(Replication shops) throws Exception {
        SyncConfig config = shops.config();
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            return new Health(Duration.ofMinutes(10)).findings(new StatusReader(client, config).read());
        }
    }

    @Test
    void columnThatWasDroppedIsWaitedFor() throws Exception {
        try (Replication shops = replication("refusing_column")) {
            shops.clickHouse().execute("ALTER TABLE refusing_column.items DROP COLUMN value");
            changeWhileItemsRefuse(shops, "refusing_column");

            shops.clickHouse().execute("ALTER TABLE refusing_column.items ADD COLUMN value Nullable(Int32)");
            assertExact(shops, "refusing_column", "1 7");
        }
    }

    private static void changeWhileItemsRefuse(Replication shops, String name) throws Exception {
        shops.everywhere("UPDATE items SET value = 99");
        shops.everywhere("INSERT INTO notes VALUES (3, 30)");
        shops.awaitRows("SELECT sum(value) FROM " + name + ".notes", "180");
        shops.await("a commit that waits", () -> waiting(shops, name) > 0);
        shops.everywhere("UPDATE items SET value = 7 WHERE id = 1");
        shops.everywhere("DELETE FROM items WHERE id = 2");
        shops.everywhere("INSERT INTO notes VALUES (4, 40)");
        shops.awaitRows("SELECT sum(value) FROM " + name + ".notes", "300");
    }

    private static void assertExact(Replication shops, String name, String... items) throws Exception {
        shops.awaitRows(
                "SELECT concat(toString(id), ' ', toString(value)) FROM " + name
                        + ".items WHERE _source_database = 'shop_de' ORDER BY id",
                items);
        shops.await("nothing waits", () -> waiting(shops, name) == 0);
        assertThat(shops.verify().differences()).isZero();
        shops.awaitRows(
                "SELECT count() FROM system.tables WHERE database = 'tributary_staging' AND startsWith(name, '" + name
                        + "__')",
                "0");
    }

    @Test
    void boundedRunFailsInsteadOfLeavingCommits() throws Exception {
        try (Replication shops = replication("refusing_etl")) {
            shops.stop();
            shops.clickHouse().execute("ALTER TABLE refusing_etl.items ADD CONSTRAINT c CHECK value != 99");
            shops.everywhere("UPDATE items SET value = 99");
            shops.start(RunMode.ETL);

            assertThatThrownBy(shops::awaitFinished).hasStackTraceContaining("VIOLATED_CONSTRAINT");
            assertThat(waiting(shops, "refusing_etl")).isZero();
        }
    }

    private static int waiting(Replication shops, String job) {
        return Integer.parseInt(shops.value("SELECT count() FROM tributary.parked_commits WHERE job = '" + job
                + "' AND commit_id NOT IN (SELECT commit_id FROM tributary.ledger WHERE job = '" + job + "')"));
    }
}
