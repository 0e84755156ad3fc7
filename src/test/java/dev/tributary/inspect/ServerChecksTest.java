package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerChecksTest {

    @ParameterizedTest
    @CsvSource({
        "5.7.44-log, false",
        "8.0.15, false",
        "8.3.0, false",
        "8.4.0, true",
        "9.7.0-commercial, true",
        "10.11.19-MariaDB-0+deb12u1, false",
        "'', false"
    })
    void serversThatCannotBeFollowedAreKnownByTheirVersion(String version, boolean refused) {
        assertThat(ServerChecks.isNewerThanKnown(version)).isEqualTo(refused);
    }
}
