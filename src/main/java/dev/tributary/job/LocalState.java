package dev.tributary.job;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a job of this process keeps its checkpoints, so that it goes on where it was when the process is started
 * again, however it ended.
 *
 * <pre>
 *   job                              whose state it is
 *   lock                             held by the process that uses it
 *   checkpoints/FLINK JOB/chk-N/     as Flink keeps them
 * </pre>
 */
final class LocalState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String OPTION = "--state";
    private static final Pattern FLINK_JOB = Pattern.compile("[0-9a-f]{32}");

    private final Path folder;
    private final SyncConfig config;
    private final FileChannel lock;

    private LocalState(Path folder, SyncConfig config, FileChannel lock) {
        this.folder = folder;
        this.config = config;
        this.lock = lock;
    }

    /** @throws ConfigurationException if it is in use, or another job's */
    static LocalState open(Path folder, SyncConfig config) throws ConfigurationException, IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel lock =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            LocalState state = new LocalState(absolute, config, lock);
            state.requireOwnership();
            return state;
        } catch (ConfigurationException | IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void requireOwnership() throws ConfigurationException, IOException {
        if (!isLocked()) {
            throw problem(
                    "the folder " + folder + " is in use by another process; end that one, or name another folder");
        }
        Path file = folder.resolve("job");
        String name = config.job().name();
        if (!Files.exists(file)) {
            Files.writeString(file, name + "\n");
            return;
        }
        String owner = Files.readString(file).trim();
        if (!owner.equals(name)) {
            throw problem("the folder " + folder + " holds the state of job '" + owner + "', not of '" + name
                    + "'; name another folder");
        }
    }

    private boolean isLocked() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by another job of this process
        }
    }

    /** Where and how Flink keeps the checkpoints. */
    void configure(Configuration flink) {
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + checkpoints());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        // What was restored goes when it is not needed any more: else each start would leave a folder.
        flink.set(StateRecoveryOptions.RESTORE_MODE, RestoreMode.CLAIM);
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * The checkpoint to go on from; empty where there is none. Others than those of its run are removed.
     *
     * @param flink says where checkpoints are
     * @throws ConfigurationException if there are checkpoints that the ClickHouse of the configuration does not know the run of
     */
    Optional<String> newest(Configuration flink) throws ConfigurationException, IOException {
        Optional<String> found = new LatestState(config, flink).newest();
        if (found.isEmpty() && hasCheckpoints()) {
            throw problem("the checkpoints in " + folder + " are of a run of job '"
                    + config.job().name() + "' that " + config.clickHouse().url() + " knows nothing of: they belong to"
                    + " another ClickHouse, or its database '"
                    + config.clickHouse().controlDatabase()
                    + "' was dropped. Name another folder, or remove this one; then"
                    + " all tables are read by a snapshot");
        }
        removeAllBut(found.map(LocalState::runOf).orElse(""));
        LOG.info(
                "{}",
                found.map(path -> "Going on from the checkpoint " + path)
                        .orElse("There is no checkpoint in " + folder + ": starting with a snapshot"));
        return found;
    }

    /** @param checkpoint …/FLINK JOB/chk-N */
    private static String runOf(String checkpoint) {
        String run = checkpoint.substring(0, checkpoint.lastIndexOf('/'));
        return run.substring(run.lastIndexOf('/') + 1);
    }

    private boolean hasCheckpoints() throws IOException {
        for (Path run : runs()) {
            try (Stream<Path> inside = Files.walk(run, 2)) {
                if (inside.anyMatch(file -> file.endsWith("_metadata"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Path> runs() throws IOException {
        if (!Files.isDirectory(checkpoints())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(checkpoints())) {
            return folders.filter(each -> FLINK_JOB
                            .matcher(String.valueOf(each.getFileName()))
                            .matches())
                    .toList();
        }
    }

    private void removeAllBut(String run) throws IOException {
        for (Path each : runs()) {
            if (!each.endsWith(run.isEmpty() ? "none" : run)) {
                Files.walkFileTree(each, new Removal());
            }
        }
    }

    private static ConfigurationException problem(String message) {
        return new ConfigurationException(List.of(new Problem(OPTION, message)));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
