package dev.tributary.status;

import dev.tributary.journal.Phase;
import dev.tributary.status.JobStatus.Pause;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What somebody has paused, each in a sentence. It is not unwell: it was wanted. */
public final class Pauses {

    private Pauses() {}

    /** Nothing where nothing is. */
    public static List<String> of(JobStatus status) {
        List<String> pauses = new ArrayList<>();
        for (Server server : status.servers()) {
            Pause pause = server.paused();
            if (pause != null) {
                pauses.add("server " + server.name() + " is paused for "
                        + Texts.duration(Duration.between(pause.since(), status.now())) + ": " + pause.cause()
                        + "; 'tributary resume --source " + pause.sourceDatabase()
                        + "' has it read on from where it stands"
                        + (server.retentionLeft() == null
                                ? ""
                                : ", within " + Texts.duration(server.retentionLeft())
                                        + ", when it may purge what was not read"));
            }
        }
        for (Table table : status.tables()) {
            if (table.phase() == Phase.PAUSED) {
                pauses.add(table.sourceDatabase() + ": " + table.name() + " is paused: " + table.cause()
                        + "; 'tributary resume' reads it by a new snapshot");
            }
        }
        return pauses;
    }
}
