package dev.tributary.status;

import dev.tributary.journal.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as its journal, its lease and its ledger show it at one moment.
 *
 * @param now ClickHouse's time, of which all ages here are
 * @param deadLetters rows that wait aside
 * @param stagingTables tables with rows that wait for their merge
 * @param discovered what came and went since the running plan was made, a sentence each
 */
public record JobStatus(
        String job,
        Instant now,
        Life life,
        List<Server> servers,
        List<Table> tables,
        List<Target> targets,
        long deadLetters,
        long stagingTables,
        long stagedRows,
        List<String> discovered) {

    public JobStatus {
        servers = List.copyOf(servers);
        tables = List.copyOf(tables);
        targets = List.copyOf(targets);
        discovered = List.copyOf(discovered);
    }

    /** Whether the job lives. */
    public enum Liveness {
        NEVER_RAN,
        RUNNING,
        /** It has let go of its lease. */
        STOPPED,
        /** It holds its lease, and has not given a sign of life for longer than it should. */
        SILENT
    }

    /**
     * The job's sign of life.
     *
     * @param flinkJob Flink's id of the run that gave it last
     * @param age how old it is; null where there never was one
     */
    public record Life(
            Liveness liveness, String flinkJob, @Nullable Duration age) {}

    /**
     * A MySQL server.
     *
     * @param reportAge how old what is known of it is
     * @param readUpTo the time in MySQL up to which everything was read; null where nobody knows
     * @param lag how long ago that is; null where nobody knows
     * @param retentionLeft when it may purge what is unread; null for never, or where nobody knows
     * @param awaySince null while it answers
     * @param paused null where nobody has paused it
     */
    public record Server(
            String name,
            Duration reportAge,
            String binlogFile,
            long binlogOffset,
            @Nullable Instant readUpTo,
            @Nullable Duration lag,
            @Nullable Long bytesBehind,
            @Nullable Duration retentionLeft,
            @Nullable Instant awaySince,
            @Nullable Pause paused) {

        /** A server that is read. */
        public Server(
                String name,
                Duration reportAge,
                String binlogFile,
                long binlogOffset,
                @Nullable Instant readUpTo,
                @Nullable Duration lag,
                @Nullable Long bytesBehind,
                @Nullable Duration retentionLeft,
                @Nullable Instant awaySince) {
            this(name, reportAge, binlogFile, binlogOffset, readUpTo, lag, bytesBehind, retentionLeft, awaySince, null);
        }

        Server withPause(@Nullable Pause pause) {
            return new Server(
                    name,
                    reportAge,
                    binlogFile,
                    binlogOffset,
                    readUpTo,
                    lag,
                    bytesBehind,
                    retentionLeft,
                    awaySince,
                    pause);
        }
    }

    /**
     * That somebody has paused a server.
     *
     * @param sourceDatabase a connection to it, by which it is resumed
     */
    public record Pause(String sourceDatabase, String cause, Instant since) {}

    /**
     * A source table.
     *
     * @param name {@code database.table}
     * @param readAnew whether it was read before, and is read by another snapshot
     * @param chunksTotal null where nobody knows
     * @param rowsRead since the running attempt began
     * @param changesRead from the binlog, likewise
     * @param cause why it is set aside or not read; empty where it is
     * @param timeLeft until its snapshot is read, at the speed so far; null where nobody knows
     */
    public record Table(
            String server,
            String sourceDatabase,
            String name,
            String target,
            Phase phase,
            boolean readAnew,
            long chunksDone,
            @Nullable Long chunksTotal,
            @Nullable Long rowsEstimated,
            long rowsRead,
            long changesRead,
            long deadLetters,
            String cause,
            @Nullable Duration timeLeft) {

        /** How much of its snapshot is read, between 0 and 1; null where nobody knows. */
        public @Nullable Double share() {
            Long total = chunksTotal;
            return switch (phase) {
                case WAITING -> 0.0;
                case SNAPSHOT ->
                    total == null || total == 0 ? null : Double.valueOf(Math.min(1.0, (double) chunksDone / total));
                case CATCHING_UP, STREAMING, READ -> 1.0;
                case PAUSED, SET_ASIDE -> null;
            };
        }

        /** Whether nothing is read of it until somebody, or its structure, brings it back. */
        public boolean isLeftAlone() {
            return phase == Phase.PAUSED || phase == Phase.SET_ASIDE;
        }

        /** Whether it is as current as it can be. */
        public boolean isCurrent() {
            return phase == Phase.STREAMING || phase == Phase.READ;
        }
    }

    /**
     * A table in ClickHouse.
     *
     * @param lastCommit null where there never was one
     * @param merges of the last day, with their rows and durations
     * @param parts that are active, with their rows
     * @param refusal how many commits wait since it refuses them, since when and why; empty where none do
     */
    public record Target(
            String name,
            @Nullable Instant lastCommit,
            long merges,
            long upserts,
            long deletes,
            @Nullable Duration median,
            @Nullable Duration percentile99,
            long parts,
            long rows,
            String refusal) {}

    /** The tables by server, in the order of the servers. */
    public Map<String, List<Table>> byServer() {
        return Grouping.by(tables, Table::server);
    }

    /** The tables by the name of their connection. */
    public Map<String, List<Table>> bySourceDatabase() {
        return Grouping.by(tables, Table::sourceDatabase);
    }

    /** The tables by their target. */
    public Map<String, List<Table>> byTarget() {
        return Grouping.by(tables, Table::target);
    }

    /** Only what concerns some of the tables. */
    public JobStatus of(List<Table> some) {
        List<String> serverNames = some.stream().map(Table::server).toList();
        List<String> targetNames = some.stream().map(Table::target).toList();
        return new JobStatus(
                job,
                now,
                life,
                servers.stream()
                        .filter(server -> serverNames.contains(server.name()))
                        .toList(),
                some,
                targets.stream()
                        .filter(target -> targetNames.contains(target.name()))
                        .toList(),
                some.stream().mapToLong(Table::deadLetters).sum(),
                stagingTables,
                stagedRows,
                discovered);
    }
}
