package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import dev.tributary.sink.Lease;
import dev.tributary.sink.Ledger;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the newest checkpoint or savepoint from which a job can go on, whichever Flink cluster it ran on: the leases in
 * ClickHouse say under which Flink job ids it ran, and Flink keeps the state of each in folders named after the id.
 */
final class LatestState {

    private static final String METADATA = "_metadata";

    /** A savepoint's folder carries the first characters of the Flink job's id. */
    private static final int SAVEPOINT_ID_LENGTH = 6;

    private final SyncConfig config;
    private final ReadableConfig flink;

    /** @param flink says where checkpoints and savepoints are kept */
    LatestState(SyncConfig config, ReadableConfig flink) {
        this.config = config;
        this.flink = flink;
    }

    /**
     * The path to restore from; empty if the job never ran, or ended before its first checkpoint.
     *
     * @throws ConfigurationException if it merged rows, but no state is left of it
     */
    Optional<String> find() throws ConfigurationException, IOException {
        List<String> flinkJobs = flinkJobs();
        Optional<String> found = newestOf(flinkJobs);
        if (found.isPresent() || flinkJobs.isEmpty() || !hasMerged()) {
            return found;
        }
        throw new ConfigurationException(List.of(new Problem(
                "job.name",
                "job '" + config.job().name() + "' ran before, as Flink job " + flinkJobs.get(0)
                        + ", but no checkpoint or savepoint of it is found in " + folders()
                        + ". Name one with 'flink run -s', or leave --resume out to take a new snapshot")));
    }

    /** The newest checkpoint or savepoint that is in the folders, of the run that was the last of those. */
    Optional<String> newest() throws IOException {
        return newestOf(flinkJobs());
    }

    private Optional<String> newestOf(List<String> flinkJobs) throws IOException {
        for (String flinkJob : flinkJobs) {
            Optional<FileStatus> newest = newest(flinkJob);
            if (newest.isPresent()) {
                return Optional.of(newest.get().getPath().getParent().toString());
            }
        }
        return Optional.empty();
    }

    /** Nothing is merged before a checkpoint is complete. */
    private boolean hasMerged() {
        try (ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse())) {
            return Ledger.hasCommits(
                    clickHouse,
                    config.clickHouse().controlDatabase(),
                    config.job().name());
        }
    }

    private List<String> flinkJobs() {
        try (ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse())) {
            return Lease.flinkJobs(
                    clickHouse,
                    config.clickHouse().controlDatabase(),
                    config.job().name());
        }
    }

    private List<String> folders() {
        List<String> folders = new ArrayList<>();
        flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).ifPresent(folders::add);
        flink.getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY).ifPresent(folders::add);
        return folders;
    }

    private Optional<FileStatus> newest(String flinkJob) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        for (String folder : folders()) {
            for (FileStatus checkpoint : list(new Path(folder, flinkJob))) {
                if (checkpoint.getPath().getName().startsWith("chk-")) {
                    addMetadata(checkpoint, found);
                }
            }
            for (FileStatus savepoint : list(new Path(folder))) {
                if (savepoint
                        .getPath()
                        .getName()
                        .startsWith("savepoint-" + flinkJob.substring(0, SAVEPOINT_ID_LENGTH))) {
                    addMetadata(savepoint, found);
                }
            }
        }
        return found.stream().max(Comparator.comparingLong(FileStatus::getModificationTime));
    }

    /** Flink writes the metadata last: without it a checkpoint is not complete. */
    private static void addMetadata(FileStatus folder, List<FileStatus> found) throws IOException {
        for (FileStatus file : list(folder.getPath())) {
            if (file.getPath().getName().equals(METADATA)) {
                found.add(file);
            }
        }
    }

    private static FileStatus[] list(Path folder) throws IOException {
        try {
            FileSystem files = folder.getFileSystem();
            FileStatus[] found = files.exists(folder) ? files.listStatus(folder) : null;
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0]; // gone since it was listed
        }
    }
}
