package dev.tributary.mysql.source;

import dev.tributary.model.RowVersion;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.server.FailureKind;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.source.SnapshotPlanner.Request;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the server that snapshots are to be taken of. Who follows the binlog decides what becomes of it when another server
 * answers; where nobody does yet, a successor is taken if it has all that the snapshots so far rest on.
 */
final class SnapshotServer {

    private final ServerAccess access;
    private final long versionsFrom;

    /** @param versionsFrom what the versions of rows must not be below */
    SnapshotServer(ServerAccess access, long versionsFrom) {
        this.access = access;
        this.versionsFrom = versionsFrom;
    }

    /** A session with a server, and how it is known from then on. */
    record Reached(ServerSession session, ServerIdentity identity) {}

    Reached reach(Request request) throws Exception {
        ServerIdentity known = request.server();
        if (known != null && request.followed()) {
            return new Reached(reach(known), known);
        }
        BinlogPosition earliest = request.begun().stream()
                .min(Comparator.comparingLong(TableSnapshot::version))
                .map(TableSnapshot::start)
                .orElse(null);
        if (known != null && earliest == null) {
            Optional<ServerSession> same = access.session(known.uuid());
            if (same.isPresent()) {
                return new Reached(same.get(), known);
            }
        }
        ServerAccess.Binlog binlog = access.binlog(known == null ? null : known.uuid(), earliest);
        String uuid = binlog.status().uuid();
        if (known == null) {
            return firstTime(binlog.session(), uuid);
        }
        boolean isSame = known.uuid().equals(uuid) && !binlog.isSuccessor();
        ServerIdentity successor = new ServerIdentity(uuid, known.fileShift()).above(request.highest());
        return new Reached(binlog.session(), isSame ? known : successor);
    }

    private Reached firstTime(ServerSession session, String uuid) throws SQLException {
        long shift = session.binlogHead()
                .map(end -> RowVersion.version(end.file(), end.offset(), 0))
                .map(end -> RowVersion.shift(end, versionsFrom))
                .orElse(0L);
        return new Reached(session, new ServerIdentity(uuid, shift));
    }

    /** The server that is known, and no other. */
    ServerSession reach(ServerIdentity server) throws SQLException, ServerFailureException {
        return access.session(server.uuid())
                .orElseThrow(() -> new ServerFailureException(
                        FailureKind.AWAY,
                        "another MySQL server answers at " + access.address() + ", whose binlog is not followed yet"));
    }
}
