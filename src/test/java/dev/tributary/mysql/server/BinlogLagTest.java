package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.server.ServerStatus.BinlogFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinlogLagTest {

    private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void filesAreComparedByTheirNumbers() {
        assertThat(lag("binlog.999999", 100, "binlog.1000000", 4).endsBeforePosition())
                .isFalse();
        assertThat(lag("binlog.1000000", 4, "binlog.999999", 100).endsBeforePosition())
                .isTrue();
        assertThat(lag("binlog.000001", 100, "binlog.000001", 100).endsBeforePosition())
                .isFalse();
        assertThat(lag("binlog.000001", 101, "binlog.000001", 100).endsBeforePosition())
                .isTrue();
    }

    @Test
    void bytesAreThoseOfAllFilesBetween() {
        List<BinlogFile> files = List.of(
                new BinlogFile("binlog.000001", 9000),
                new BinlogFile("binlog.000002", 1000),
                new BinlogFile("binlog.000003", 2000),
                new BinlogFile("binlog.000004", 50));

        assertThat(lag("binlog.000002", 400, "binlog.000004", 70).bytes(files)).isEqualTo(600 + 2000 + 70);
        assertThat(lag("binlog.000004", 20, "binlog.000004", 70).bytes(files)).isEqualTo(50);
        assertThat(lag("binlog.000004", 40, "binlog.000005", 70).bytes(files)).isEqualTo(10 + 70);
    }

    @Test
    void ageOfWhatWasReadLastIsTakenFromTheRetention() {
        BinlogLag behind = lag("binlog.000001", 4, "binlog.000002", 4);
        Duration left = behind.retentionLeft(WEEK, NOW);

        assertThat(left).isEqualTo(Duration.ofDays(1));
        assertThat(behind.isClose(left, WEEK)).isTrue();
        assertThat(behind.isClose(Duration.ofDays(2), WEEK)).isFalse();
        assertThat(behind.retentionLeft(Duration.ofDays(5), NOW)).isZero();
        assertThat(behind.retentionLeft(Duration.ZERO, NOW)).isNull();
    }

    @Test
    void readerAtTheEndIsNotBehindHoweverLongNothingHappened() {
        assertThat(lag("binlog.000002", 4, "binlog.000002", 4).retentionLeft(WEEK, NOW))
                .isEqualTo(WEEK);
        BinlogLag unknown = new BinlogLag(
                new BinlogPosition("binlog.000001", 4, ""), null, new BinlogPosition("binlog.000002", 4, ""));
        assertThat(unknown.retentionLeft(WEEK, NOW)).isEqualTo(WEEK);
    }

    private static BinlogLag lag(String file, long offset, String headFile, long headOffset) {
        return new BinlogLag(
                new BinlogPosition(file, offset, ""),
                NOW.minus(Duration.ofDays(6)),
                new BinlogPosition(headFile, headOffset, ""));
    }
}
