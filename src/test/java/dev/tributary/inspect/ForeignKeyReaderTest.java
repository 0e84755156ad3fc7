package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignKeyReaderTest {

    @ParameterizedTest
    @CsvSource({
        "8.0.15, OFF, false",
        "8.4.3, OFF, false",
        "9.5.0, OFF, false",
        "9.6.0, OFF, true",
        "9.7.1-commercial, OFF, true",
        "10.0.1, OFF, true",
        "9.6.0, ON, false",
        "10.11.6-MariaDB-0+deb12u1-log, OFF, false",
        "unknown, OFF, false"
    })
    void newerServersLogWhatForeignKeysChange(String version, String nativeForeignKeys, boolean logs) {
        assertThat(ForeignKeyReader.logsCascades(version, nativeForeignKeys)).isEqualTo(logs);
    }
}
