package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import dev.tributary.sink.Lease;
import dev.tributary.sink.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which checkpoint a start goes on from, and which it refuses, by what stands in ClickHouse. */
class KeptStateIT {

    private static final String FIRST_RUN = "0123456789abcdef0123456789abcdef";
    private static final String SECOND_RUN = "1123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeEach
    void makeControlTables() {
        clickHouse.execute(
                "CREATE DATABASE kept_state",
                Ledger.createStatement("kept_state"),
                Lease.createStatement("kept_state"));
    }

    @AfterEach
    void dropThem() {
        clickHouse.execute("DROP DATABASE kept_state");
    }

    @Test
    void jobThatNeverRanStartsWithASnapshot() throws Exception {
        assertThat(latest().find()).isEmpty();
        assertThat(newestLocal()).isEmpty();
    }

    @Test
    void jobThatEndedBeforeItsFirstCheckpointStartsWithASnapshot() throws Exception {
        ran(FIRST_RUN, 1);

        assertThat(latest().find()).isEmpty();
    }

    @Test
    void jobThatMergedAndHasNoStateLeftIsRefused() throws Exception {
        ran(FIRST_RUN, 1);
        clickHouse.execute("INSERT INTO kept_state.ledger (commit_id, job) VALUES ('c', 'kept')");

        assertThatThrownBy(() -> latest().find())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leave --resume out to take a new snapshot");
    }

    @Test
    void newestRunThatHasACheckpointIsGoneOnFrom() throws Exception {
        checkpoint(FIRST_RUN, 7);
        checkpoint(SECOND_RUN, 3);
        ran(FIRST_RUN, 1);
        ran(SECOND_RUN, 2);
        ran("2123456789abcdef0123456789abcdef", 3);

        assertThat(latest().find()).hasValueSatisfying(path -> assertThat(path).endsWith(SECOND_RUN + "/chk-3"));
    }

    @Test
    void localStartRemovesCheckpointsOfOtherRuns() throws Exception {
        checkpoint(FIRST_RUN, 7);
        checkpoint(SECOND_RUN, 3);
        ran(FIRST_RUN, 1);
        ran(SECOND_RUN, 2);

        assertThat(newestLocal()).hasValueSatisfying(path -> assertThat(path).endsWith(SECOND_RUN + "/chk-3"));

        assertThat(folder.resolve("checkpoints").resolve(SECOND_RUN))
                .isDirectoryRecursivelyContaining("glob:**_metadata");
        assertThat(folder.resolve("checkpoints").resolve(FIRST_RUN)).doesNotExist();
    }

    @Test
    void checkpointOfAnotherClickHouseIsRefused() throws Exception {
        checkpoint(FIRST_RUN, 7);

        assertThatThrownBy(this::newestLocal)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("knows nothing of", "Name another folder");
        assertThat(folder.resolve("checkpoints").resolve(FIRST_RUN)).exists();
    }

    @Test
    void folderOfAnotherJobAndOneInUseAreRefused() throws Exception {
        LocalState first = LocalState.open(folder, config("kept"));
        assertThatThrownBy(() -> LocalState.open(folder, config("kept")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is in use by another process");
        first.close();

        assertThatThrownBy(() -> LocalState.open(folder, config("other")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds the state of job 'kept', not of 'other'");
        LocalState.open(folder, config("kept")).close();
    }

    private void ran(String flinkJob, int generation) {
        clickHouse.execute("INSERT INTO kept_state.leases VALUES ('kept', " + generation + ", 'holder', '" + flinkJob
                + "', 1, now64(3, 'UTC'))");
    }

    private void checkpoint(String flinkJob, int number) throws Exception {
        Path made = folder.resolve("checkpoints").resolve(flinkJob).resolve("chk-" + number);
        Files.createDirectories(made);
        Files.writeString(made.resolve("_metadata"), "");
    }

    private LatestState latest() throws Exception {
        return new LatestState(config("kept"), flink());
    }

    private Configuration flink() {
        return new Configuration()
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + folder.resolve("checkpoints"));
    }

    private Optional<String> newestLocal() throws Exception {
        try (LocalState state = LocalState.open(folder, config("kept"))) {
            Configuration flink = new Configuration();
            state.configure(flink);
            return state.newest(flink);
        }
    }

    private SyncConfig config(String job) throws Exception {
        return ConfigReader.read(Files.writeString(folder.resolve(job + ".yaml"), """
                job: {name: %s}
                clickhouse: {url: "%s", user: %s, password: %s, control-database: kept_state}
                connections: [{name: shop, host: h, database: d, user: u}]
                tables: [{source: sales}]
                """.formatted(
                        job, clickHouse.url(), clickHouse.user(), clickHouse.password())));
    }
}
