package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is merged is in {@code sync_results} in the end, and replication does not wait for that. */
class SyncResultsIT {

    private static final String HIDE = "RENAME TABLE sync_results TO hidden";
    private static final String SHOW = "RENAME TABLE hidden TO sync_results";

    @Test
    void replicationGoesOnWithoutTheServiceDatabaseAndResultsFollow() throws Exception {
        try (Replication shops = replication("late_results")) {
            inService(shops, HIDE);
            shops.everywhere("UPDATE items SET value = 11");
            shops.awaitRows("SELECT sum(value) FROM late_results.items", "33");
            shops.everywhere("UPDATE items SET value = 12");
            shops.awaitRows("SELECT sum(value) FROM late_results.items", "36");

            inService(shops, SHOW);
            assertEveryCommitHasItsResult(shops, "late_results", "9");
        }
    }

    @Test
    void resultsThatWaitSurviveARestart(@TempDir Path savepoints) throws Exception {
        try (Replication shops = replication("kept_results")) {
            inService(shops, HIDE);
            shops.everywhere("UPDATE items SET value = 11");
            shops.awaitRows("SELECT sum(value) FROM kept_results.items", "33");

            shops.goOnFromSavepoint(savepoints, () -> inService(shops, SHOW));
            assertEveryCommitHasItsResult(shops, "kept_results", "6");
        }
    }

    private static Replication replication(String name) throws Exception {
        Replication shops = new Replication(name, "[{source: items}]").withoutRestarts();
        shops.everywhere("CREATE TABLE items (id INT NOT NULL PRIMARY KEY, value INT NOT NULL)");
        shops.everywhere("INSERT INTO items VALUES (1, 10)");
        shops.createServiceDatabase();
        shops.start(RunMode.SYNC);
        shops.awaitRows("SELECT sum(value) FROM " + name + ".items", "30");
        return shops;
    }

    private static void inService(Replication shops, String statement) {
        TestServers.mysql(1).execute("USE " + shops.database("service"), statement);
    }

    private static void assertEveryCommitHasItsResult(Replication shops, String job, String upserts) throws Exception {
        // A merge shows in the target a moment before the ledger has it.
        shops.await(
                upserts + " upserts among the results",
                () -> shops.results("SELECT SUM(upserts) FROM sync_results").equals(upserts));
        assertThat(shops.value("SELECT count() FROM tributary.ledger WHERE job = '" + job + "'"))
                .isEqualTo(shops.results("SELECT COUNT(*) FROM sync_results"));
    }
}
