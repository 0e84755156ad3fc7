package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFailuresTest {

    @ParameterizedTest
    @ValueSource(ints = {1040, 1045, 1053, 1130, 1203, 1205, 1317, 3032, 4031})
    void serverThatDoesNotTakeUsNowMayLater(int code) {
        assertThat(ServerFailures.kindOf(new SQLException("no", "HY000", code))).isEqualTo(FailureKind.AWAY);
    }

    @Test
    void brokenConnectionPasses() {
        assertThat(ServerFailures.kindOf(new SQLException("Communications link failure", "08S01")))
                .isEqualTo(FailureKind.AWAY);
        assertThat(ServerFailures.kindOf(new SQLNonTransientConnectionException("closed")))
                .isEqualTo(FailureKind.AWAY);
        assertThat(ServerFailures.kindOf(new SQLException("wrapped", new SQLNonTransientConnectionException("closed"))))
                .isEqualTo(FailureKind.AWAY);
    }

    @Test
    void whatComesAgainDoesNotPass() {
        assertThat(ServerFailures.kindOf(new SQLSyntaxErrorException("no", "42000", 1064)))
                .isEqualTo(FailureKind.FATAL);
        assertThat(ServerFailures.kindOf(new SQLException("access denied; you need REPLICATION CLIENT", "42000", 1227)))
                .isEqualTo(FailureKind.FATAL);
    }

    @Test
    void causeIsToldInOneLineWithTheServerAndWhatWasDone() {
        SQLException failure =
                new SQLException("Communications link failure\n\nlong", "08S01", new EOFException("unexpected end"));

        ServerFailureException told = ServerFailures.of(failure, "db:3306", "reading failed");

        assertThat(told)
                .hasMessage("MySQL server db:3306: reading failed: unexpected end")
                .hasCause(failure);
        assertThat(told.kind()).isEqualTo(FailureKind.AWAY);
        assertThat(ServerFailures.describe(new EOFException())).isEqualTo("EOFException");
    }
}
