package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may change between a savepoint and its restore, on a real cluster, every value compared afterwards. */
class UpgradeIT {

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

    @Test
    void oldSavepointConvergesToTheNewestRowsAndSaysThatItIsOld() throws Exception {
        try (UpgradedJob job = new UpgradedJob(cluster, folder, "upgrade_rollback").connect("de", mysql)) {
            job.parallelism(2).start().assertExact();
            String old = job.change().stop();
            job.change().startFrom(old).change().assertExact();
            assertThat(log()).doesNotContain("commits that this state does not know");
            job.change().stop();

            job.change().startFrom(old).change().assertExact();
            assertThat(log()).contains("commits that this state does not know");
        }
    }

    private static String log() throws IOException {
        return Files.readString(folder.resolve("cluster/log/taskmanager-1.log"));
    }
}
