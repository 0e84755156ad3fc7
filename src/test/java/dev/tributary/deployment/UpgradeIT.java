package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may change between a savepoint and its restore, on a real cluster, every value compared afterwards. */
class UpgradeIT {

    private static final String SAYS_THAT_IT_IS_OLD = "commits that this state does not know";

    @TempDir
    private static Path folder;

    private static SessionCluster cluster;

    private final EmbeddedMySql mysql = TestServers.mysql(1);

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new SessionCluster(folder.resolve("cluster"), Map.of());
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    /** The first savepoint is gone on from once more in the end: the job says that it is old, and ends in the newest rows. */
    @Test
    void otherParallelismJarAndDeleteMechanismAreCarriedOutAndAnOldSavepointConverges() throws Exception {
        try (UpgradedJob job = new UpgradedJob(cluster, folder, "upgrade_code").connect("de", mysql)) {
            job.parallelism(2).deleteMechanism("patch-parts").start().change().assertExact();

            String old = job.change().stop();
            Path changedJar = ChangedJar.build(folder);
            job.change().parallelism(3).runFrom(old, changedJar).change().assertExact();
            UpgradedJob.await(
                    "SELECT count() > 0 FROM tributary.ledger WHERE job = 'upgrade_code' AND startsWith(commit_id, '"
                            + ChangedJar.COMMIT_PREFIX + "')",
                    "1");

            String savepoint = job.change().stop();
            job.change().parallelism(1).deleteMechanism("lightweight-mutation");
            job.startFrom(savepoint).change().assertExact();
            assertThat(log("taskmanager-1")).doesNotContain(SAYS_THAT_IT_IS_OLD);

            job.change().stop();
            job.change().parallelism(2).startFrom(old).change().assertExact();
            awaitSaid("taskmanager-1", SAYS_THAT_IT_IS_OLD);
        }
    }

    @Test
    void databasesAndServersComeAndGo() throws Exception {
        try (UpgradedJob job = new UpgradedJob(cluster, folder, "upgrade_servers").connect("de", mysql)) {
            job.parallelism(2).start().assertSnapshotIsOver();
            String savepoint = job.stop();

            job.connect("at", mysql).connect("us", TestServers.mysql(2)).change();
            job.startFrom(savepoint).change().assertExact();
            savepoint = job.change().stop();

            job.disconnect("us");
            String state = savepoint;
            assertThatThrownBy(() -> job.runFrom(state, SessionCluster.JAR))
                    .hasMessageContaining("allowNonRestoredState");
            String rowsOfTheServer = job.checksum("us");
            job.runFrom(savepoint, SessionCluster.JAR, "--allowNonRestoredState")
                    .change()
                    .assertExact();
            savepoint = job.change().stop();
            assertThat(job.checksum("us")).isEqualTo(rowsOfTheServer);

            job.disconnect("at").startFrom(savepoint).change().assertExact();
        }
    }

    @Test
    void tablesComeWhileOthersStreamAndGo() throws Exception {
        try (UpgradedJob job = new UpgradedJob(cluster, folder, "upgrade_tables").connect("de", mysql)) {
            job.parallelism(2).start().assertSnapshotIsOver();
            job.createTable("de", "items", 3_000);
            String savepoint = job.stop();

            job.replicate("items", "items").startFrom(savepoint);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
            while (!UpgradedJob.value("SELECT count() FROM upgrade_tables.items")
                    .equals("3000")) {
                assertThat(System.nanoTime()).as("the new table is read").isLessThan(deadline);
                mysql.execute("UPDATE upgrade_tables_de.sales SET amount = amount + 1 WHERE id < 10");
                Thread.sleep(50);
            }
            job.change().assertExact();
            String commits = "FROM tributary.ledger WHERE job = 'upgrade_tables' AND target = 'upgrade_tables.";
            // Of the known table while the new one was read.
            UpgradedJob.await(
                    "SELECT count() > 0 " + commits + "sales' AND committed_at < (SELECT max(committed_at) " + commits
                            + "items') AND committed_at > (SELECT min(committed_at) " + commits + "items')",
                    "1");
            savepoint = job.stop();

            String sales = job.checksum("de");
            job.replicate("sales", "other_sales");
            job.startFrom(savepoint).awaitFailure();
            awaitSaid(
                    "jobmanager",
                    "table upgrade_tables_de.sales was replicated into upgrade_tables.sales and now is into"
                            + " upgrade_tables.other_sales");
            assertThat(UpgradedJob.value("SELECT count() FROM upgrade_tables.other_sales"))
                    .isEqualTo("0");
            assertThat(job.checksum("de")).isEqualTo(sales);

            job.replicate("sales", "sales").leaveOut("items").change();
            job.startFrom(savepoint).change().assertExact();
            assertThat(UpgradedJob.value("SELECT count() FROM upgrade_tables.items"))
                    .isEqualTo("3001");
        }
    }

    private static void awaitSaid(String process, String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!log(process).contains(text)) {
            assertThat(System.nanoTime())
                    .as("'%s' is said by the %s", text, process)
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static String log(String process) throws IOException {
        return Files.readString(folder.resolve("cluster/log/" + process + ".log"));
    }
}
