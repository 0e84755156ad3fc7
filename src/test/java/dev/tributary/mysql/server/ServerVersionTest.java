package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {

    @ParameterizedTest
    @CsvSource({
        "5.7.44-log, SHOW MASTER STATUS",
        "8.0.15, SHOW MASTER STATUS",
        "8.3.0, SHOW MASTER STATUS",
        "8.4.0, SHOW BINARY LOG STATUS",
        "9.7.0-commercial, SHOW BINARY LOG STATUS",
        "10.11.19-MariaDB-0+deb12u1, SHOW MASTER STATUS",
        "5.5.5-10.11.19-MariaDB, SHOW MASTER STATUS",
        "'', SHOW MASTER STATUS"
    })
    void endOfTheBinlogIsAskedForByTheNameThatTheServerKnows(String version, String statement) {
        assertThat(ServerVersion.parse(version).headStatement()).isEqualTo(statement);
    }

    @Test
    void mariaDbIsKnownBehindItsDisguise() {
        assertThat(ServerVersion.parse("5.5.5-10.11.19-MariaDB-log")).isEqualTo(new ServerVersion(true, 10, 11, 19));
        assertThat(ServerVersion.parse("8.0.36-28")).isEqualTo(new ServerVersion(false, 8, 0, 36));
        assertThat(ServerVersion.parse("9.1")).isEqualTo(new ServerVersion(false, 9, 1, 0));
        assertThat(ServerVersion.parse("unknown")).isEqualTo(new ServerVersion(false, 0, 0, 0));
    }

    @Test
    void sessionSetsWhatTheServerKnows() {
        assertThat(settings("8.0.36"))
                .contains("max_execution_time = 0", "use_secondary_engine = OFF", "information_schema_stats_expiry = 0")
                .doesNotContain("max_statement_time = 0");
        assertThat(settings("8.0.12")).doesNotContain("use_secondary_engine = OFF");
        assertThat(settings("5.7.44"))
                .contains("max_execution_time = 0")
                .doesNotContain("information_schema_stats_expiry = 0");
        assertThat(settings("10.11.19-MariaDB"))
                .contains("max_statement_time = 0", "sql_mode = ''", "time_zone = '+00:00'")
                .doesNotContain("max_execution_time = 0", "information_schema_stats_expiry = 0");
    }

    private static java.util.List<String> settings(String version) {
        return ServerSession.settings(ServerVersion.parse(version));
    }
}
