package dev.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as good, and how the last line says it. */
class FaultReportTest {

    private static final FaultReport.Strike RECOVERED =
            new FaultReport.Strike(Fault.KILL_CLICKHOUSE, List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)), 1);

    private final FaultReport report = new FaultReport();

    @Test
    void exactRowsAfterRecoveredFaultsAreGood() {
        report.add(RECOVERED);
        report.add(new Comparison(100, 0, 0, 0, List.of()), "");

        assertThat(report.isGood()).isTrue();
        assertThat(report.text()).endsWith("rounds 1, faults 1, lost 0, doubled 0, wrong 0\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void oneLostDoubledOrWrongRowOfAnyRoundIsNotGood(long lost, long doubled, long wrong) {
        report.add(new Comparison(100, lost, doubled, wrong, List.of("the row")), "");
        report.add(new Comparison(100, 0, 0, 0, List.of()), "");

        assertThat(report.isGood()).isFalse();
        assertThat(report.text())
                .contains("the row\n")
                .endsWith("rounds 2, faults 0, lost %d, doubled %d, wrong %d%n".formatted(lost, doubled, wrong));
    }

    @Test
    void faultWithoutRecoveryIsNotGood() {
        report.add(RECOVERED);
        report.add(new FaultReport.Strike(Fault.KILL_CLICKHOUSE, null, 0));

        assertThat(report.isGood()).isFalse();
        assertThat(report.text()).contains("1 NOT RECOVERED");
    }

    @Test
    void stagingTablesLeftBehindAreNotGood() {
        report.addOrphans(1);

        assertThat(report.isGood()).isFalse();
        assertThat(report.text()).contains("staging tables left behind: 1\n");
    }
}
