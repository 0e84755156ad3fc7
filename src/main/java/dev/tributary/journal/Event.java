package dev.tributary.journal;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened to the job.
 *
 * @param server the first address of the server that it happened to; empty where it is of none
 * @param sourceDatabase the connection's name; empty where it is of none
 * @param mysqlTable {@code database.table}; empty where it is of none
 * @param text what happened, in one sentence
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record Event(
        Instant time,
        EventKind kind,
        String server,
        String sourceDatabase,
        String mysqlTable,
        String text,
        String remedy)
        implements Entry {

    @Override
    public JournalTable table() {
        return JournalTable.EVENTS;
    }

    @Override
    public List<String> key() {
        return List.of();
    }

    @Override
    public String values(JobRun run) {
        return Literals.row(
                time, run.job(), kind.severity().text(), kind.text(), server, sourceDatabase, mysqlTable, text, remedy);
    }
}
