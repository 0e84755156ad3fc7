package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.server.ServerStatus.BinlogFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverRuleTest {

    private static final String OLD = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String NEW = "bbbbbbbb-0000-0000-0000-000000000002";
    private static final List<BinlogFile> FILES =
            List.of(new BinlogFile("binlog.000007", 500), new BinlogFile("binlog.000008", 900));

    private final FailoverRule rule = new FailoverRule("db:3306");

    @Test
    void anyServerWillDoWhereNothingWasRead() {
        assertThat(rule.judge(null, status(NEW, "", ""), false)).isEqualTo(ServerVerdict.SAME);
    }

    @Test
    void serverIsTheSameThatHoldsThePosition() {
        assertThat(rule.judge(followed("binlog.000007", 500, ""), status(OLD, "", ""), true))
                .isEqualTo(ServerVerdict.SAME);
        assertThat(rule.judge(
                        followed("binlog.000008", 900, OLD + ":1-9"), status(OLD, OLD + ":1-10", OLD + ":1-3"), true))
                .isEqualTo(ServerVerdict.SAME);
    }

    @Test
    void otherServerIsRefusedWithoutGtids() {
        for (String gtids : new String[] {"", "0-1-100"}) {
            assertRefused(
                    rule.judge(followed("binlog.000007", 500, gtids), status(NEW, "", ""), true),
                    "the MySQL server at db:3306 is not the one that was read before: its server_uuid was " + OLD
                            + " and is " + NEW
                            + ", and positions of one server's binlog mean nothing in another's. To resynchronise,");
        }
        assertRefused(
                rule.judge(followed("binlog.000007", 500, OLD + ":1"), status(NEW, "", ""), true),
                "is not the one that was read");
    }

    @Test
    void otherServerThatHasAllAndPurgedNothingUnreadIsASuccessor() {
        FollowedServer followed = followed("binlog.000099", 4, OLD + ":1-9");

        assertThat(rule.judge(followed, status(NEW, OLD + ":1-9," + NEW + ":1-2", OLD + ":1-9"), false))
                .isEqualTo(ServerVerdict.SUCCESSOR);
        assertThat(rule.judge(followed, status(NEW, OLD + ":1-12", ""), false)).isEqualTo(ServerVerdict.SUCCESSOR);
    }

    @Test
    void purgeOfWhatWasNotReadIsRefusedAndNamed() {
        ServerVerdict verdict = rule.judge(
                followed("binlog.000007", 500, OLD + ":1-9"), status(NEW, OLD + ":1-20", OLD + ":1-12"), false);

        assertRefused(
                verdict,
                "the job needs the transactions " + OLD + ":10-12 next, which MySQL server db:3306 has purged");
        assertRefused(
                rule.judge(
                        followed("binlog.000007", 500, OLD + ":1-9"),
                        status(NEW, OLD + ":1-9," + NEW + ":1-3", NEW + ":2"),
                        false),
                NEW + ":2 next");
    }

    @Test
    void serverThatLacksWhatWasReadIsBehindAndMayCatchUp() {
        ServerVerdict other =
                rule.judge(followed("binlog.000007", 500, OLD + ":1-9"), status(NEW, OLD + ":1-7", ""), false);
        assertThat(other.kind()).isEqualTo(ServerVerdict.Kind.BEHIND);
        assertThat(other.reason())
                .contains(OLD + ":8-9, which MySQL server db:3306 does not have", "lost when it took the place");

        ServerVerdict same =
                rule.judge(followed("binlog.000007", 500, OLD + ":1-9"), status(OLD, OLD + ":1-8", ""), true);
        assertThat(same.kind()).isEqualTo(ServerVerdict.Kind.BEHIND);
        assertThat(same.reason()).contains(OLD + ":9", "RESET MASTER");
    }

    @Test
    void filesThatAreGoneDoNotMatterWhereGtidsTellTheRest() {
        assertThat(rule.judge(
                        followed("binlog.000001", 500, OLD + ":1-9"), status(OLD, OLD + ":1-9", OLD + ":1-9"), false))
                .isEqualTo(ServerVerdict.SUCCESSOR);
    }

    @Test
    void filesThatAreGoneAreRefusedElse() {
        assertRefused(
                rule.judge(followed("binlog.000001", 500, ""), status(OLD, "", ""), false),
                "the job needs the binlog of MySQL server db:3306 from binlog.000001, position 500 on, but the server has"
                        + " binlog.000007 to binlog.000008: it was purged, or begun anew. Changes are missing. To resynchronise,");
        assertRefused(
                rule.judge(followed("binlog.000007", 501, ""), status(OLD, "", ""), true),
                "the job read the binlog of MySQL server db:3306 up to binlog.000007, position 501, but that file holds"
                        + " something else now: the binlog was begun anew (RESET MASTER)");
        assertRefused(
                rule.judge(followed("binlog.000007", 400, ""), status(OLD, "", ""), false), "holds something else now");
        assertRefused(
                rule.judge(followed("binlog.000007", 400, OLD + ":1-9"), status(OLD, "", ""), false),
                "holds something else now");
    }

    @Test
    void purgesAndPositionsDoNotMatterWhereNothingIsNeeded() {
        FollowedServer idle = new FollowedServer(OLD, new BinlogPosition("binlog.000001", 500, OLD + ":1-9"), false);

        assertThat(rule.judge(idle, status(OLD, OLD + ":1-20", OLD + ":1-12"), false))
                .isEqualTo(ServerVerdict.SAME);
        assertThat(rule.judge(idle, status(NEW, OLD + ":1-20", OLD + ":1-12"), false))
                .isEqualTo(ServerVerdict.SUCCESSOR);
        assertThat(rule.judge(idle, status(NEW, OLD + ":1-8", ""), false).kind())
                .isEqualTo(ServerVerdict.Kind.BEHIND);
    }

    @Test
    void tagsAreRefusedFromTheStart() {
        assertRefused(rule.judge(null, status(OLD, OLD + ":1-5:nightly:1", ""), true), "tagged GTIDs (" + OLD);
    }

    private static void assertRefused(ServerVerdict verdict, String reason) {
        assertThat(verdict.kind()).isEqualTo(ServerVerdict.Kind.REFUSED);
        assertThat(verdict.reason()).contains(reason, "start the job without its state");
    }

    private static FollowedServer followed(String file, long offset, String gtids) {
        return new FollowedServer(OLD, new BinlogPosition(file, offset, gtids), true);
    }

    private static ServerStatus status(String uuid, String executed, String purged) {
        return new ServerStatus(uuid, FILES, Duration.ofDays(7), executed, purged);
    }
}
