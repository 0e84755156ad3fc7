package dev.tributary.mysql.source;

import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.Secrets;
import dev.tributary.journal.EventKind;
import dev.tributary.plan.Discovery;
import dev.tributary.plan.Discovery.Finding;
import dev.tributary.plan.Discovery.Look;
import dev.tributary.plan.RoutePlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what comes and goes of what patterns and the service database select, from the JobManager's side, and has it taken
 * in. A thread of its own looks: others' snapshots must not wait for it.
 */
final class DiscoveryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryWatch.class);

    private static final String TAKEN_IN = "it is taken in: read by a snapshot, and followed";

    private static final String LOOKED_AT_AGAIN = "it is taken in as soon as this is put right";

    private static final String FURTHER_SERVER =
            "stop the job with a savepoint, and 'run --resume' takes it in: a running job reads no further server";

    private static final String KEEPS_ROWS =
            "its rows stay in the targets as they are; see that the server is the right one, and that the account may still"
                    + " read it";

    private final SourceParts parts;
    private final SourceJournal journal;
    private final BooleanSupplier mayLook;
    private final Consumer<List<RoutePlan>> takes;
    private final Discovery discovery;
    private final @Nullable ScheduledExecutorService executor;
    private volatile boolean closed;

    /**
     * @param mayLook whether the server is to be asked at all
     * @param takes what is to be taken in; called by the enumerator's thread
     */
    DiscoveryWatch(SourceParts parts, SourceJournal journal, BooleanSupplier mayLook, Consumer<List<RoutePlan>> takes) {
        this.parts = parts;
        this.journal = journal;
        this.mayLook = mayLook;
        this.takes = takes;
        this.discovery = new Discovery(
                parts.config(),
                parts.server(),
                Secrets.ofProcess(),
                new AddedTargets(parts.config().clickHouse()));
        this.executor = parts.takesIn()
                ? Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "discovery-" + parts.address());
                    thread.setDaemon(true);
                    return thread;
                })
                : null;
    }

    void start(SplitEnumeratorContext<?> context) {
        if (executor != null) {
            Duration interval = parts.config().job().discover();
            executor.scheduleWithFixedDelay(
                    () -> look(context), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A look that fails says nothing: that a server is away is told by those who read it. */
    private void look(SplitEnumeratorContext<?> context) {
        if (!mayLook.getAsBoolean()) {
            return;
        }
        try {
            Look look = discovery.look(parts.routes().all());
            if (!look.news().isEmpty() || !look.routes().isEmpty()) {
                context.runInCoordinatorThread(() -> found(look));
            }
        } catch (SQLException | ClickHouseException e) {
            LOG.debug("MySQL server {} could not be looked at for databases and tables", journal.server(), e);
        } catch (RuntimeException e) {
            if (closed) {
                return; // whoever was to be told is gone
            }
            LOG.warn("MySQL server {} could not be looked at for databases and tables", journal.server(), e);
        }
    }

    private void found(Look look) {
        look.news().forEach(this::tell);
        if (!look.routes().isEmpty()) {
            takes.accept(look.routes());
        }
    }

    /** Tells of a connection that the job's state has and its plan does not. */
    static void leftThePlan(String connection, SourceJournal journal) {
        String text = "connection '" + connection
                + "' is not in the plan any more: it was taken out, or its database is gone or hidden from the account";
        LOG.warn("MySQL server {}: {}; {}", journal.server(), text, KEEPS_ROWS);
        journal.tell(EventKind.DATABASE_GONE, connection, "", text, KEEPS_ROWS);
    }

    private void tell(Finding finding) {
        String database = "database " + finding.database();
        String table = "table " + finding.table();
        switch (finding.kind()) {
            case DATABASE_APPEARED ->
                tell(EventKind.DATABASE_APPEARED, finding, database + " has appeared; " + TAKEN_IN, "");
            case TABLE_APPEARED -> tell(EventKind.TABLE_APPEARED, finding, table + " has appeared; " + TAKEN_IN, "");
            case DATABASE_REFUSED ->
                tell(
                        EventKind.DATABASE_REFUSED,
                        finding,
                        database + " is selected, and cannot be taken in as it is: " + finding.problem(),
                        LOOKED_AT_AGAIN);
            case TABLE_REFUSED ->
                tell(
                        EventKind.TABLE_REFUSED,
                        finding,
                        table + " is selected, and cannot be taken in as it is: " + finding.problem(),
                        LOOKED_AT_AGAIN);
            case DATABASE_EMPTY ->
                tell(
                        EventKind.DATABASE_APPEARED,
                        finding,
                        database + " is selected, and has no table to replicate",
                        "it is taken in with its first one");
            case SERVER_APPEARED ->
                tell(
                        EventKind.DATABASE_APPEARED,
                        finding,
                        database + " is selected, on a server that the job does not read",
                        FURTHER_SERVER);
            case WITHDRAWN -> {
                boolean isTable = finding.table() != null;
                tell(
                        isTable ? EventKind.TABLE_GONE : EventKind.DATABASE_GONE,
                        finding,
                        (isTable ? table : database)
                                + ", which was not taken in, is not there, or not selected, any more",
                        "");
            }
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
        LOG.warn(
                "MySQL server {}: {} (connection '{}'){}",
                journal.server(),
                text,
                finding.connection(),
                remedy.isEmpty() ? "" : "; " + remedy);
        String table = finding.table() == null ? "" : finding.table().toString();
        journal.tell(kind, finding.connection(), table, text, remedy);
    }

    @Override
    public void close() {
        closed = true;
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
