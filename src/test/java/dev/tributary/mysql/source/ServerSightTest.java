package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.journal.ServerReport;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerSightTest {

    private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");

    private final ServerSight sight = new ServerSight("db:3306", 0);

    @Test
    void whatWasUnreadGetsOlderWhileTheServerIsAway() {
        assertThat(sight.reachable(true, NOW)).isFalse();
        sight.lag(Duration.ofSeconds(2), NOW);
        assertThat(sight.reachable(false, NOW.plusSeconds(3))).isTrue();
        assertThat(sight.reachable(false, NOW.plusSeconds(9))).isFalse();

        ServerReport report = sight.report(NOW.plusSeconds(10));
        assertThat(report.awaySince()).isEqualTo(NOW.plusSeconds(3));
        assertThat(report.lag()).isEqualTo(Duration.ofSeconds(12));
        assertThat(report.readUpTo()).isEqualTo(NOW.minusSeconds(2));
        assertThat(sight.reachable(true, NOW.plusSeconds(11))).isTrue();
        assertThat(sight.report(NOW.plusSeconds(11)).awaySince()).isNull();
    }

    @Test
    void serverThatWasReadToItsEndHasNoLagUntilTheNextLook() {
        sight.lag(Duration.ZERO, NOW);

        assertThat(sight.lag(NOW.plusSeconds(5))).isZero();
        assertThat(sight.lag(NOW.plusSeconds(20))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void nothingIsSaidOfALagThatNobodyKnows() {
        sight.lag(Duration.ZERO, NOW);
        sight.lag(null, NOW.plusSeconds(5));

        assertThat(sight.report(NOW.plusSeconds(6)).lag()).isNull();
        assertThat(sight.report(NOW.plusSeconds(6)).followsBinlog()).isFalse();
    }
}
