package dev.tributary.status;

import dev.tributary.journal.Phase;
import dev.tributary.status.JobStatus.Liveness;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JobStatus.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is not well with a job, each in a sentence. A table that is read by its snapshot is well, and so are dead letters. */
public final class Health {

    /** Who reads a server says so every five seconds, and somewhat later when the server does not answer. */
    private static final Duration OLD_REPORT = Duration.ofMinutes(2);

    /** Below this a server is close to purging what was not read. */
    private static final Duration SHORT_RETENTION = Duration.ofHours(1);

    /** The same for a server that is paused, which only somebody can change. */
    private static final Duration SHORT_RETENTION_OF_PAUSED = Duration.ofHours(6);

    private final Duration longestLag;

    /** @param longestLag beyond which a server is behind */
    public Health(Duration longestLag) {
        this.longestLag = longestLag;
    }

    /** Nothing where all is well. */
    public List<String> findings(JobStatus status) {
        List<String> findings = new ArrayList<>();
        boolean isOver = isFinished(status);
        switch (status.life().liveness()) {
            case RUNNING -> {}
            case NEVER_RAN -> findings.add("the job never ran, or writes to another control database");
            case STOPPED -> {
                if (!isOver) {
                    findings.add("the job is stopped; what follows was so when it was");
                }
            }
            case SILENT ->
                findings.add("the job gives no sign of life"
                        + (status.life().age() == null
                                ? ""
                                : " for " + Texts.duration(status.life().age()))
                        + "; what follows was so before");
        }
        boolean isRunning = status.life().liveness() == Liveness.RUNNING;
        for (Server server : status.servers()) {
            if (!isOver) {
                addFindings(server, status, isRunning, findings);
            }
        }
        for (Table table : status.tables()) {
            if (table.phase() == Phase.SET_ASIDE) {
                findings.add(table.sourceDatabase() + ": " + table.name() + " is set aside"
                        + (table.cause().isEmpty() ? "" : ": " + table.cause()));
            } else if (!table.cause().isEmpty() && table.phase() != Phase.PAUSED) {
                findings.add(table.sourceDatabase() + ": " + table.name() + " is not read: " + table.cause());
            }
        }
        for (Target target : status.targets()) {
            if (!target.refusal().isEmpty()) {
                findings.add("target " + target.name() + " refuses its commits, the others go on; " + target.refusal());
            }
        }
        return findings;
    }

    private void addFindings(Server server, JobStatus status, boolean isRunning, List<String> findings) {
        boolean isPaused = server.paused() != null;
        // That a server is away or behind is what a pause is for.
        if (server.awaySince() != null && !isPaused) {
            findings.add("server " + server.name() + " is away for "
                    + Texts.duration(Duration.between(server.awaySince(), status.now())));
        } else if (isRunning && server.reportAge().compareTo(OLD_REPORT) > 0) {
            findings.add("nothing was heard of the reader of server " + server.name() + " for "
                    + Texts.duration(server.reportAge()));
        } else if (isRunning
                && !isPaused
                && server.lag() != null
                && server.lag().compareTo(longestLag) > 0) {
            findings.add("server " + server.name() + " is read up to " + Texts.duration(server.lag()) + " ago");
        }
        Duration shortRetention = isPaused ? SHORT_RETENTION_OF_PAUSED : SHORT_RETENTION;
        if (server.retentionLeft() != null && server.retentionLeft().compareTo(shortRetention) < 0) {
            findings.add("server " + server.name() + " may purge what was not read yet in "
                    + Texts.duration(server.retentionLeft()) + "; "
                    + (isPaused ? "resume it, or " : "") + "raise binlog_expire_logs_seconds");
        }
    }

    /** A bounded run ends by itself when everything is read. */
    private static boolean isFinished(JobStatus status) {
        return status.life().liveness() == Liveness.STOPPED
                && !status.tables().isEmpty()
                && status.tables().stream().allMatch(table -> table.phase() == Phase.READ);
    }
}
