package dev.tributary.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {

    private static final Instant NOW = Instant.parse("2026-01-08T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30m, 2026-01-08T11:30:00Z",
        "12h, 2026-01-08T00:00:00Z",
        "7d, 2026-01-01T12:00:00Z",
        "0s, 2026-01-08T12:00:00Z",
        "2026-01-02, 2026-01-02T00:00:00Z",
        "2026-01-02 03:04:05, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z"
    })
    void momentsAreReadInUtc(String text, Instant expected) {
        assertThat(PointInTime.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "7 weeks", ""})
    void whatIsNoneIsRefusedWithTheForms(String text) {
        assertThatThrownBy(() -> PointInTime.parse(text, NOW)).hasMessageContaining("'" + text + "' is not a time as");
    }

    @Test
    void timeLeftFollowsFromTheSpeedSoFar() {
        assertThat(StatusReader.timeLeft(30, 10, 50L, NOW.minusSeconds(40), NOW))
                .isEqualTo(Duration.ofSeconds(40));
        assertThat(StatusReader.timeLeft(10, 10, 50L, NOW.minusSeconds(40), NOW))
                .isNull();
        assertThat(StatusReader.timeLeft(30, 10, null, NOW.minusSeconds(40), NOW))
                .isNull();
    }
}
