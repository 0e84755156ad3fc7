package dev.tributary.mysql.server;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the addresses of a connection which of them can be read: the server that was read before, else the first that answers
 * and has everything that a state needs. Used by one thread at a time.
 */
public final class ServerProbe {

    private static final int WRONG_OFFSET = 1220;
    private static final long FIRST_EVENT = 4;

    /** Tells how long and not when: it goes on evenly when the machine's clock is set. */
    private static final InstantSource UPTIME = () -> Instant.ofEpochSecond(0, System.nanoTime());

    private final List<MySqlEndpoint> endpoints;
    private final Duration connectTimeout;
    private final Duration patience;
    private final InstantSource clock;

    /** Since when servers answer and none of them will do; null while one does, or none answers. */
    private @Nullable Instant unfitSince;

    /**
     * @param endpoints in the order in which they are preferred
     * @param connectTimeout how long to wait for a connection
     * @param patience how long servers may lack what was read before that is final: a replica may still apply it
     */
    public ServerProbe(List<MySqlEndpoint> endpoints, Duration connectTimeout, Duration patience) {
        this(endpoints, connectTimeout, patience, UPTIME);
    }

    ServerProbe(List<MySqlEndpoint> endpoints, Duration connectTimeout, Duration patience, InstantSource clock) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a connection needs an address");
        }
        this.endpoints = List.copyOf(endpoints);
        this.connectTimeout = connectTimeout;
        this.patience = patience;
        this.clock = clock;
    }

    /** All addresses, for messages. */
    public String address() {
        return endpoints.stream().map(ServerSession::addressOf).collect(Collectors.joining(", "));
    }

    /**
     * Chooses the server to read (on), asking the addresses in their order. As long as the server that was read answers, no other
     * one takes its place: snapshots that are under way would be begun anew.
     *
     * @param followed what the state says, null where nothing was read yet
     * @throws ServerFailureException if none will do now; {@link FailureKind#AWAY} if that may pass
     * @throws StateMismatchException if none will ever do
     */
    public ChosenServer choose(@Nullable FollowedServer followed) throws ServerFailureException {
        List<ServerFailureException> failures = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        List<String> lacks = new ArrayList<>();
        ChosenServer successor = null;
        for (MySqlEndpoint endpoint : endpoints) {
            String address = ServerSession.addressOf(endpoint);
            try (ServerSession session = ServerSession.open(endpoint, connectTimeout)) {
                ServerStatus status = ServerStatus.read(session);
                boolean isBoundary = followed != null
                        && followed.needsMore()
                        && followed.uuid().equals(status.uuid())
                        && status.holds(followed.position())
                        && isEventBoundary(session, followed.position());
                ServerVerdict verdict = new FailoverRule(address).judge(followed, status, isBoundary);
                switch (verdict.kind()) {
                    case SAME -> {
                        unfitSince = null;
                        return new ChosenServer(endpoint, status, false);
                    }
                    case SUCCESSOR ->
                        successor = successor == null ? new ChosenServer(endpoint, status, true) : successor;
                    case BEHIND -> lacks.add(verdict.reason());
                    case REFUSED -> refusals.add(verdict.reason());
                }
            } catch (SQLException e) {
                failures.add(ServerFailures.of(e, address, "it cannot be asked which server it is"));
            }
        }
        if (successor == null) {
            throw none(failures, refusals, lacks);
        }
        unfitSince = null;
        return successor;
    }

    /** Whoever is away may come back and be the right one, so what the others are is final only after a while. */
    private ServerFailureException none(
            List<ServerFailureException> failures, List<String> refusals, List<String> lacks) {
        boolean answered = !refusals.isEmpty() || !lacks.isEmpty();
        if (!answered) {
            unfitSince = null;
            return failures.stream()
                    .filter(failure -> failure.kind() == FailureKind.AWAY)
                    .findFirst()
                    .orElse(failures.get(0));
        }
        Instant since = unfitSince == null ? clock.instant() : unfitSince;
        unfitSince = since;
        boolean isFinal = failures.isEmpty() && lacks.isEmpty();
        if (isFinal || !clock.instant().isBefore(since.plus(patience))) {
            throw new StateMismatchException(
                    Stream.concat(refusals.stream(), lacks.stream().map(FailoverRule::gone))
                            .collect(Collectors.joining("\n")));
        }
        List<String> reasons = new ArrayList<>(refusals);
        lacks.forEach(lack -> reasons.add("the job " + lack));
        failures.forEach(failure -> reasons.add(failure.getMessage()));
        return new ServerFailureException(
                FailureKind.AWAY, "no server of " + address() + " can be read on yet: " + String.join("; ", reasons));
    }

    /** Whether an event begins or will begin at the position: it does not where the binlog was begun anew meanwhile. */
    private static boolean isEventBoundary(ServerSession session, BinlogPosition position) throws SQLException {
        if (position.offset() <= FIRST_EVENT) {
            return true;
        }
        try {
            session.query(
                    "SHOW BINLOG EVENTS IN '" + position.file().replace("'", "''") + "' FROM " + position.offset()
                            + " LIMIT 1",
                    row -> {});
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == WRONG_OFFSET) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Looks whether a server has the tables at all, which a plan for one that was away could only assume.
     *
     * @throws StateMismatchException if it has not
     */
    public static void requireTables(ServerSession session, Collection<TableId> tables) throws SQLException {
        Set<TableId> missing = new TreeSet<>(tables);
        missing.removeAll(StructureReader.existing(session, tables));
        if (!missing.isEmpty()) {
            String names = missing.stream().map(TableId::toString).collect(Collectors.joining(", "));
            throw new StateMismatchException("MySQL server " + session.address() + " has no table " + names
                    + " that user '" + session.endpoint().user()
                    + "' can see. Create it, or take it out of the configuration");
        }
    }

    /** @param what completes "the job …" */
    public static StateMismatchException binlogGone(String what) {
        return new StateMismatchException(FailoverRule.gone(what));
    }

    /** Says that another replica took the place of a reader. */
    public StateMismatchException displaced(String what) {
        return new StateMismatchException(
                "MySQL server " + address() + " has another replica with an id of this job's: "
                        + what
                        + ". If this job runs elsewhere too, stop one of the two; else give one of the replicas another id"
                        + " (source.first-server-id; plan prints those that are used), and start the job from its last checkpoint");
    }
}
