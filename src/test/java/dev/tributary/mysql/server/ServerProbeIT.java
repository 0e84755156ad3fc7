package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerProbeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final EmbeddedMySql first = TestServers.mysql(1);
    private final EmbeddedMySql second = TestServers.mysql(2);
    private Instant now = Instant.EPOCH;

    /** A server that never wrote anything has no transactions to be told by. */
    @BeforeEach
    void writeSomething() {
        first.execute("CREATE DATABASE probe_it", "DROP DATABASE probe_it");
        second.execute("CREATE DATABASE probe_it", "DROP DATABASE probe_it");
    }

    @Test
    void firstThatAnswersIsReadWhereNothingWasReadYet() throws Exception {
        ChosenServer chosen = probe(nobody(), endpoint(second), endpoint(first)).choose(null);

        assertThat(chosen.endpoint()).isEqualTo(endpoint(second));
        assertThat(chosen.isSuccessor()).isFalse();
        assertThat(chosen.status().uuid()).isEqualTo(uuid(second));
        assertThat(chosen.status().binlogs()).isNotEmpty();
        assertThat(chosen.status().retention()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void serverThatWasReadIsPreferredToOneThatNeverWas() throws Exception {
        FollowedServer followed = followed(second);

        ChosenServer chosen = probe(endpoint(first), endpoint(second)).choose(followed);

        assertThat(chosen.endpoint()).isEqualTo(endpoint(second));
        assertThat(chosen.isSuccessor()).isFalse();
    }

    @Test
    void nobodyWhoAnswersPasses() {
        assertThatThrownBy(() -> probe(nobody()).choose(null))
                .isInstanceOfSatisfying(
                        ServerFailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.AWAY));
    }

    @Test
    void placeWithinAnEventIsRefused() throws Exception {
        FollowedServer followed = followed(first);
        FollowedServer amiss = new FollowedServer(
                followed.uuid(),
                new BinlogPosition(
                        followed.position().file(), followed.position().offset() - 1, ""),
                true);

        assertThatThrownBy(() -> probe(endpoint(first)).choose(amiss))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("holds something else now");
    }

    @Test
    void otherServerIsRefusedAtOnceWithoutGtids() throws Exception {
        FollowedServer followed = new FollowedServer("another", new BinlogPosition("binlog.000001", 4, ""), true);

        assertThatThrownBy(() -> probe(endpoint(first)).choose(followed))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("is not the one that was read before");
    }

    /** It may be the one that was read. */
    @Test
    void otherServerIsRefusedLaterWhileAnAddressIsAway() throws Exception {
        FollowedServer followed = new FollowedServer("another", new BinlogPosition("binlog.000001", 4, ""), true);
        ServerProbe probe = probe(nobody(), endpoint(first));

        assertAway(probe, followed, "is not the one that was read before", "cannot be asked");
        now = now.plus(PATIENCE).minusMillis(1);
        assertAway(probe, followed, "is not the one that was read before");
        now = now.plusMillis(1);
        assertThatThrownBy(() -> probe.choose(followed)).isInstanceOf(StateMismatchException.class);
    }

    @Test
    void replicaThatLacksWhatWasReadIsWaitedForAWhile() throws Exception {
        String unknown = "dddddddd-0000-0000-0000-000000000004";
        FollowedServer followed =
                new FollowedServer(unknown, new BinlogPosition("binlog.000001", 4, unknown + ":1-7"), true);
        ServerProbe probe = probe(endpoint(first));

        assertAway(probe, followed, unknown + ":1-7");
        now = now.plus(PATIENCE);
        assertThatThrownBy(() -> probe.choose(followed))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContainingAll(unknown + ":1-7", "Changes are missing", "start the job without its state");
    }

    @Test
    void serverThatTookTheOthersPlaceIsReadOnByGtids() throws Exception {
        String old = "eeeeeeee-0000-0000-0000-000000000005";
        // What the server has of its own was read too; other tests have purged some of it.
        String own = followed(second).position().gtids();
        String before = own.isEmpty() ? "" : own + ",";
        second.execute("SET GLOBAL gtid_purged = '+" + old + ":1-5'");
        for (int i = 6; i <= 9; i++) {
            second.execute("SET gtid_next = '" + old + ":" + i + "'", "BEGIN", "COMMIT", "SET gtid_next = 'AUTOMATIC'");
        }
        BinlogPosition ofOld = new BinlogPosition("binlog.000777", 1234, before + old + ":1-7");

        ChosenServer chosen =
                probe(nobody(), endpoint(first), endpoint(second)).choose(new FollowedServer(old, ofOld, true));

        assertThat(chosen.endpoint()).isEqualTo(endpoint(second));
        assertThat(chosen.isSuccessor()).isTrue();
        BinlogPosition tooOld = new BinlogPosition("binlog.000777", 1234, before + old + ":1-3");
        assertThatThrownBy(() -> probe(endpoint(second)).choose(new FollowedServer(old, tooOld, true)))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("needs the transactions " + old + ":4-5 next");
    }

    private static void assertAway(ServerProbe probe, FollowedServer followed, String... reasons) {
        assertThatThrownBy(() -> probe.choose(followed))
                .hasMessageContainingAll(reasons)
                .isInstanceOfSatisfying(
                        ServerFailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.AWAY));
    }

    private ServerProbe probe(MySqlEndpoint... endpoints) {
        return new ServerProbe(Arrays.asList(endpoints), Duration.ofSeconds(10), PATIENCE, () -> now);
    }

    private static FollowedServer followed(EmbeddedMySql server) throws SQLException {
        try (ServerSession session = ServerSession.open(endpoint(server), Duration.ofSeconds(10))) {
            return new FollowedServer(
                    ServerStatus.uuid(session), session.binlogHead().orElseThrow(), true);
        }
    }

    private static String uuid(EmbeddedMySql server) throws SQLException {
        return followed(server).uuid();
    }

    private static MySqlEndpoint endpoint(EmbeddedMySql server) {
        return new MySqlEndpoint(
                server.host(), server.port(), server.user(), new Secret(server.password()), TlsMode.PREFERRED);
    }

    /** Port 1 of this machine. */
    private static MySqlEndpoint nobody() {
        return new MySqlEndpoint("127.0.0.1", 1, "tributary", new Secret("tributary"), TlsMode.PREFERRED);
    }
}
