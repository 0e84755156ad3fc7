package dev.tributary.mysql.source;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.SourceOptions;
import dev.tributary.mysql.binlog.BinlogFailure;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.binlog.BinlogStream;
import dev.tributary.mysql.server.ChosenServer;
import dev.tributary.mysql.server.FailureKind;
import dev.tributary.mysql.server.FollowedServer;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerFailures;
import dev.tributary.mysql.server.ServerProbe;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.server.ServerStatus;
import dev.tributary.plan.ServerPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways to a server, or to the one of several that has its place. Used by one thread at a time. */
final class ServerAccess {

    /** A server that has nothing to say sends heartbeats, so one that is silent for so long is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /** How long a replica may take to apply what was read of the server before, and that one to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<MySqlEndpoint> endpoints;
    private final Duration connectTimeout;
    private final long serverId;
    private final ServerProbe probe;

    /**
     * Since when, by the count of {@link System#nanoTime}, others answer and the server that was asked for does not; null while it
     * does, or none answers.
     */
    private @Nullable Long othersSince;

    /** @param number of the reader, by which its server id is told from the others' */
    ServerAccess(ServerPlan server, SourceOptions options, int number) {
        this.endpoints = server.endpoint().each();
        this.connectTimeout = options.connectTimeout();
        this.serverId = server.firstServerId() + number;
        this.probe = new ServerProbe(endpoints, connectTimeout, PATIENCE);
    }

    /** For messages. */
    String address() {
        return probe.address();
    }

    /**
     * The server in whose binlog to read on.
     *
     * @param uuid of the server that was read, null where nothing was read yet
     */
    Binlog binlog(@Nullable String uuid, @Nullable BinlogPosition position) throws ServerFailureException {
        return chosen(uuid == null || position == null ? null : new FollowedServer(uuid, position, true));
    }

    /** The server that has its place, where nothing is to be read of its binlog. */
    Binlog idle(String uuid, BinlogPosition position) throws ServerFailureException {
        return chosen(new FollowedServer(uuid, position, false));
    }

    private Binlog chosen(@Nullable FollowedServer followed) throws ServerFailureException {
        return new Binlog(probe.choose(followed), serverId, connectTimeout);
    }

    /**
     * A server and its binlog.
     *
     * @param chosen a successor is read behind the transactions of the position alone
     */
    record Binlog(ChosenServer chosen, long serverId, Duration connectTimeout) {

        boolean isSuccessor() {
            return chosen.isSuccessor();
        }

        ServerStatus status() {
            return chosen.status();
        }

        BinlogStream open() {
            return new BinlogStream(new BinlogStream.Settings(
                    chosen.endpoint(), serverId, BinlogStream.HEARTBEAT, connectTimeout, SILENCE));
        }

        ServerSession session() throws SQLException {
            return ServerSession.open(chosen.endpoint(), connectTimeout);
        }
    }

    /**
     * A session with the server of the uuid; empty where others answer and it does not. Where an address does not answer at all
     * that may be its own, so it is waited for, for a while.
     */
    Optional<ServerSession> session(String uuid) throws SQLException {
        SQLException failure = null;
        boolean anotherAnswers = false;
        for (MySqlEndpoint endpoint : endpoints) {
            try {
                ServerSession session = ServerSession.open(endpoint, connectTimeout);
                if (isServer(session, uuid)) {
                    othersSince = null;
                    return Optional.of(session);
                }
                session.close();
                anotherAnswers = true;
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null && !hasLostItsPlace(anotherAnswers)) {
            throw failure;
        }
        return Optional.empty();
    }

    private static boolean isServer(ServerSession session, String uuid) throws SQLException {
        try {
            return ServerStatus.uuid(session).equals(uuid);
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private boolean hasLostItsPlace(boolean anotherAnswers) {
        long now = System.nanoTime();
        long since = othersSince == null ? now : othersSince;
        othersSince = anotherAnswers ? since : null;
        return anotherAnswers && now - since >= PATIENCE.toNanos();
    }

    /** The failure in the form in which it ends the job, or as it is. */
    Exception explained(Exception failure) {
        if (failure instanceof BinlogFailure binlog) {
            return switch (binlog.kind()) {
                case DISPLACED -> probe.displaced(String.valueOf(binlog.getMessage()));
                case GONE ->
                    ServerProbe.binlogGone("cannot read on in the binlog of MySQL server " + address()
                            + ", which was purged, or begun anew: " + binlog.getMessage());
                case UNREADABLE -> new UnreadableBinlogException(binlog);
                case AWAY, DAMAGED, REFUSED -> binlog;
            };
        }
        return failure;
    }

    /** Whether trying again later can succeed. */
    static boolean passes(Throwable failure) {
        if (failure instanceof BinlogFailure binlog) {
            return switch (binlog.kind()) {
                case AWAY, DAMAGED -> true;
                case DISPLACED, GONE, UNREADABLE, REFUSED -> false;
            };
        }
        if (failure instanceof ServerFailureException server) {
            return server.kind() == FailureKind.AWAY;
        }
        return failure instanceof SQLException sql && ServerFailures.kindOf(sql) == FailureKind.AWAY;
    }

    static String describe(Throwable failure) {
        return ServerFailures.describe(failure);
    }
}
