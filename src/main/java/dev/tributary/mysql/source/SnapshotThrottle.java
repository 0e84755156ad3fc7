package dev.tributary.mysql.source;

import dev.tributary.config.LoadLimits;
import dev.tributary.mysql.server.ServerSession;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Keeps chunks back while their server's load exceeds a limit. A thread looks at the load once a second while there are chunks
 * to hand out, over a connection of its own; the reader of the binlog knows nothing of it.
 */
final class SnapshotThrottle implements AutoCloseable {

    private static final long TICK_MILLIS = 500;

    private final ServerAccess access;
    private final LoadLimits limits;
    private final LoadGate gate;
    private @Nullable ScheduledExecutorService looking;

    private volatile boolean isAsked;
    private volatile String uuid = "";

    /** Of the looking thread, and of the one that closes when it is over. */
    private volatile @Nullable ServerSession session;

    private String connectedTo = "";
    private volatile @Nullable Throwable failure;

    SnapshotThrottle(SourceParts parts, MetricGroup metrics) {
        this.access = parts.access(0);
        this.limits = parts.config().source().maxLoad();
        this.gate = new LoadGate(parts.address(), limits);
        metrics.addGroup("server", parts.address()).gauge("snapshotsWait", () -> gate.isWaiting() ? 1 : 0);
    }

    /** @param goOn hands chunks out, if it is permitted meanwhile */
    void start(SplitEnumeratorContext<ServerSplit> context, Runnable goOn) {
        if (!limits.isEmpty()) {
            context.callAsync(() -> "", (tick, failed) -> goOn.run(), TICK_MILLIS, TICK_MILLIS);
        }
    }

    /**
     * Whether the server may be given chunks at this moment.
     *
     * @throws IllegalStateException if its load cannot be told, as by a status variable that it does not have
     */
    boolean permits(ServerIdentity server) {
        if (limits.isEmpty()) {
            return true;
        }
        Throwable found = failure;
        if (found != null) {
            throw new IllegalStateException(
                    "source.max-load: MySQL server " + access.address() + ": " + found.getMessage(), found);
        }
        uuid = server.uuid();
        isAsked = true;
        if (looking == null) {
            looking = beginToLook();
        }
        return gate.isOpen(System.nanoTime());
    }

    private ScheduledExecutorService beginToLook() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "load-" + access.address());
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::lookIfAsked, 0, 1, TimeUnit.SECONDS);
        return executor;
    }

    private void lookIfAsked() {
        if (!isAsked) {
            return;
        }
        isAsked = false;
        try {
            gate.looked(look(), System.nanoTime());
        } catch (Exception e) {
            disconnect();
            if (ServerAccess.passes(e)) {
                // Its chunks are handed out: their readers find out whether it is away or another took its place.
                gate.looked(Optional.empty(), System.nanoTime());
            } else {
                failure = e;
            }
        }
    }

    private Optional<String> look() throws SQLException {
        String wanted = uuid;
        ServerSession open = session;
        if (open == null || !connectedTo.equals(wanted)) {
            disconnect();
            open = access.session(wanted).orElse(null);
            session = open;
            connectedTo = wanted;
        }
        return open == null ? Optional.empty() : open.excess(limits);
    }

    private void disconnect() {
        ServerSession open = session;
        session = null;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void close() {
        ScheduledExecutorService running = looking;
        if (running != null) {
            running.shutdownNow();
        }
        disconnect();
    }
}
