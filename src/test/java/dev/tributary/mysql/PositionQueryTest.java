package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionQueryTest {

    @ParameterizedTest
    @CsvSource({
        "5.7.44-log, false",
        "8.0.15, false",
        "8.3.0, false",
        "8.4.0, true",
        "9.7.0-commercial, true",
        "10.11.19-MariaDB-0+deb12u1, false",
        "5.5.5-10.11.19-MariaDB, false",
        "'', false"
    })
    void serversThatRenamedItAreKnownByTheirVersion(String version, boolean renamed) {
        assertThat(PositionQuery.isRenamed(version)).isEqualTo(renamed);
    }

    @Test
    void onlyTheQueryForTheEndIsReworded() {
        assertThat(PositionQuery.renamed("SHOW MASTER STATUS")).isEqualTo("SHOW BINARY LOG STATUS");
        assertThat(PositionQuery.renamed("SHOW BINARY LOGS")).isEqualTo("SHOW BINARY LOGS");
        assertThat(PositionQuery.renamed("SELECT 'SHOW MASTER STATUS'")).isEqualTo("SELECT 'SHOW MASTER STATUS'");
    }
}
