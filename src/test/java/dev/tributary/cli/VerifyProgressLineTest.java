package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifyProgressLineTest {

    @Test
    void rowsShareAndTimeLeftAreSaid() {
        assertThat(VerifyProgressLine.line(2_500_000, 10_000_000, Duration.ofSeconds(30)))
                .isEqualTo("2,500,000 of about 10,000,000 rows compared, 25 %, about 1 min 30 s left");
    }

    @Test
    void moreRowsThanWereExpectedAreTheWhole() {
        assertThat(VerifyProgressLine.line(11, 10, Duration.ofSeconds(30)))
                .isEqualTo("11 of about 11 rows compared, 100 %, about 0 s left");
    }

    @Test
    void whereNobodyKnowsHowManyOnlyTheRowsAreSaid() {
        assertThat(VerifyProgressLine.line(11, 0, Duration.ofSeconds(30))).isEqualTo("11 rows compared");
    }
}
