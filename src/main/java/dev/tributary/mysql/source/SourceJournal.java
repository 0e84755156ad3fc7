package dev.tributary.mysql.source;

import dev.tributary.journal.Entry;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.JobRun;
import dev.tributary.journal.Journal;
import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import java.time.Instant;
import java.util.Collection;
import org.apache.flink.metrics.MetricGroup;

/** What the parts of a source say in the job's journal, of their server and its tables. Used by any thread. */
final class SourceJournal implements AutoCloseable {

    /** {@code ScopeFormat.SCOPE_JOB_ID}. */
    private static final String JOB_ID = "<job_id>";

    private final SourceParts parts;
    private final Journal journal;

    /**
     * @param name of who writes
     * @param metrics of the task or the enumerator, which know the run
     */
    SourceJournal(SourceParts parts, String name, MetricGroup metrics) {
        this.parts = parts;
        this.journal = new Journal(
                parts.config().clickHouse(),
                new JobRun(
                        parts.config().job().name(), metrics.getAllVariables().getOrDefault(JOB_ID, "")),
                parts.address() + "-" + name,
                parts.config().notifications());
    }

    /** The server as it is called in the journal. */
    String server() {
        return parts.address();
    }

    void report(Collection<? extends Entry> reports) {
        journal.addAll(reports);
    }

    /** Something happened to the server. */
    void tell(EventKind kind, String text, String remedy) {
        journal.add(new Event(Instant.now(), kind, server(), "", "", text, remedy));
    }

    /** Something happened to a table. */
    void tell(EventKind kind, TableId table, String text, String remedy) {
        RoutePlan route = parts.routes().find(table);
        String sourceDatabase = route == null ? "" : route.sourceDatabase();
        journal.add(new Event(Instant.now(), kind, server(), sourceDatabase, table.toString(), text, remedy));
    }

    /** Something happened to what the plan may not have: a database, or a table, which is empty for a database. */
    void tell(EventKind kind, String sourceDatabase, String table, String text, String remedy) {
        journal.add(new Event(Instant.now(), kind, server(), sourceDatabase, table, text, remedy));
    }

    /** The attempt ends by a failure. */
    void failed(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        String cause = String.valueOf(root.getMessage());
        String text = String.valueOf(failure.getMessage());
        tell(EventKind.FAILED, text.contains(cause) ? text : text + ": " + cause, "");
    }

    @Override
    public void close() {
        journal.close();
    }
}
