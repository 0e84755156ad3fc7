package dev.tributary.mysql.source;

import dev.tributary.model.Column;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.row.RouteEncoder;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.snapshot.ChunkReader;
import dev.tributary.mysql.snapshot.TableChangedException;
import dev.tributary.mysql.snapshot.TextRow;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks of snapshots, one after the other. A chunk whose reading was cut off is read again from its beginning: its rows
 * have the same version, and the binlog that follows knows what became of them.
 */
final class SnapshotWorker extends WorkerThread {

    private static final long IDLE_SECONDS = 10;
    /** Between two looks whether a pause is over. */
    private static final long HELD_MILLIS = 200;

    private final ServerAccess server;
    private final TableRoutes routes;
    private final Handover handover;
    private final RowCounts counts;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger unread = new AtomicInteger();

    /** What was read since it was asked last; guarded by the handover. */
    private List<ChunkReport> finished = new ArrayList<>();

    private volatile boolean held;
    /** Who took the place of the server of earlier chunks; null for nobody. */
    private volatile @Nullable ServerIdentity replacedBy;

    private @Nullable Work current;
    private volatile @Nullable ChunkReader connection;
    private String connectedTo = "";

    private record Work(ServerIdentity server, ChunkTask task) {}

    SnapshotWorker(
            ServerAccess server, TableRoutes routes, Handover handover, RowCounts counts, String name, Runnable wake) {
        super(name, server.address(), wake);
        this.server = server;
        this.routes = routes;
        this.handover = handover;
        this.counts = counts;
    }

    void read(SnapshotSplit split) {
        if (replacedBy != null) {
            replacedBy = split.server(); // which may be another one by now
        }
        unread.addAndGet(split.tasks().size());
        split.tasks().forEach(task -> queue.add(new Work(split.server(), task)));
    }

    /** Has no chunk be begun, or reading go on. */
    void hold(boolean hold) {
        held = hold;
    }

    /** Gives up the chunks of every other server. */
    void replaced(ServerIdentity by) {
        replacedBy = by;
    }

    /** How many chunks are still to be read. */
    int unread() {
        return unread.get();
    }

    /** Takes the reports of what was read; asked under the lock of the handover. */
    List<ChunkReport> takeFinished() {
        List<ChunkReport> taken = finished;
        finished = new ArrayList<>();
        return taken;
    }

    @Override
    void work() throws Exception {
        if (held) {
            disconnect();
            Thread.sleep(HELD_MILLIS);
            return;
        }
        Work work = current;
        if (work == null) {
            work = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            current = work;
        }
        if (work == null || held) {
            disconnect();
            return;
        }
        ChunkReport report = read(work);
        current = null;
        handover.put(List.of(), 0, () -> {
            finished.add(report);
            unread.decrementAndGet();
        });
    }

    private ChunkReport read(Work work) throws Exception {
        ChunkTask task = work.task();
        try {
            ChunkReader reader = connect(work.server());
            if (reader == null) {
                return new ChunkReport(task.id(), 0, "another server took the place of the one that it was begun on");
            }
            readRows(task, reader);
            return new ChunkReport(task.id(), end(reader, work.server()), "");
        } catch (TableChangedException e) {
            return new ChunkReport(task.id(), 0, String.valueOf(e.getMessage()));
        } catch (RefusedTableException e) {
            return new ChunkReport(task.id(), 0, e.change(), !e.mendable());
        } catch (Exception e) {
            disconnect();
            throw e;
        }
    }

    private void readRows(ChunkTask task, ChunkReader reader) throws Exception {
        TableId table = task.id().table();
        List<Column> columns = task.snapshot().structure().columns();
        RouteEncoder encoder = routes.encoder(table, columns);
        TextRow row = new TextRow(columns);
        GatheredRows gathered = new GatheredRows();
        long version = task.snapshot().version();
        long[] uncounted = {0};
        reader.read(task.chunk(), columns, packet -> {
            row.read(packet);
            encoder.snapshot(row, version, gathered);
            uncounted[0]++;
            if (gathered.isFull()) {
                gathered.handOver(handover);
                counts.snapshotRows(table, uncounted[0]);
                uncounted[0] = 0;
            }
        });
        gathered.handOver(handover);
        counts.snapshotRows(table, uncounted[0]);
    }

    private static long end(ChunkReader reader, ServerIdentity server) throws Exception {
        return reader.binlogHead()
                .map(end -> RowVersion.version(RowVersion.fileNumber(end.file()) + server.fileShift(), end.offset(), 0))
                .orElse(0L);
    }

    /** A connection to the server; null where another one took its place. */
    private @Nullable ChunkReader connect(ServerIdentity identity) throws Exception {
        ServerIdentity successor = replacedBy;
        if (successor != null && !successor.uuid().equals(identity.uuid())) {
            return null;
        }
        ChunkReader open = connection;
        if (open != null && connectedTo.equals(identity.uuid())) {
            return open;
        }
        disconnect();
        Optional<ServerSession> session = server.session(identity.uuid());
        if (session.isEmpty()) {
            return null;
        }
        ChunkReader reader = ChunkReader.of(session.get());
        connection = reader;
        connectedTo = identity.uuid();
        reached();
        return reader;
    }

    private void disconnect() {
        ChunkReader open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    Exception explained(Exception failure) {
        return server.explained(failure);
    }

    @Override
    void abort() {
        disconnect();
    }
}
