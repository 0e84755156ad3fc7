package dev.tributary.mysql.source;

import dev.tributary.config.Secrets;
import dev.tributary.journal.EventKind;
import dev.tributary.plan.Discovery;
import dev.tributary.plan.Discovery.Finding;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what comes and goes of what patterns and the service database select, from the JobManager's side. The job itself does not
 * take it in: that is decided when a plan is made.
 */
final class DiscoveryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryWatch.class);

    private static final String TAKES_IN = "stop the job with a savepoint, and 'run --resume' takes it in";

    private static final String KEEPS_ROWS =
            "its rows stay in the targets as they are; see that the server is the right one, and that the account may still"
                    + " read it";

    private final SourceJournal journal;
    private final Duration interval;
    private final Discovery discovery;

    DiscoveryWatch(SourceParts parts, SourceJournal journal) {
        this.journal = journal;
        this.interval = parts.config().job().discover();
        this.discovery = new Discovery(parts.config(), parts.server(), Secrets.ofProcess());
    }

    void start(SplitEnumeratorContext<?> context) {
        if (!interval.isZero()) {
            context.callAsync(discovery::look, this::found, interval.toMillis(), interval.toMillis());
        }
    }

    /** Tells of a connection that the job's state has and its plan does not. */
    static void leftThePlan(String connection, SourceJournal journal) {
        String text = "connection '" + connection
                + "' is not in the plan any more: it was taken out, or its database is gone or hidden from the account";
        LOG.warn("MySQL server {}: {}; {}", journal.server(), text, KEEPS_ROWS);
        journal.tell(EventKind.DATABASE_GONE, connection, "", text, KEEPS_ROWS);
    }

    /** A look that fails says nothing: that a server is away is told by those who read it. */
    private void found(List<Finding> findings, Throwable failure) {
        if (failure != null) {
            LOG.debug("MySQL server {} could not be looked at for databases and tables", journal.server(), failure);
            return;
        }
        findings.forEach(this::tell);
    }

    private void tell(Finding finding) {
        String database = "database " + finding.database();
        switch (finding.kind()) {
            case DATABASE_APPEARED ->
                tell(
                        EventKind.DATABASE_APPEARED,
                        finding,
                        database + " is selected, and not in the job's plan",
                        TAKES_IN);
            case TABLE_APPEARED ->
                tell(
                        EventKind.TABLE_APPEARED,
                        finding,
                        "table " + finding.table() + " is selected, and not in the job's plan",
                        TAKES_IN);
            case DATABASE_BACK -> tell(EventKind.DATABASE_APPEARED, finding, database + " is there again", "");
            case DATABASE_GONE ->
                tell(
                        EventKind.DATABASE_GONE,
                        finding,
                        database + " does not exist any more, or is hidden from the account",
                        KEEPS_ROWS);
        }
    }

    private void tell(EventKind kind, Finding finding, String text, String remedy) {
        LOG.warn("MySQL server {}: {} (connection '{}'); {}", journal.server(), text, finding.connection(), remedy);
        String table = finding.table() == null ? "" : finding.table().toString();
        journal.tell(kind, finding.connection(), table, text, remedy);
    }
}
