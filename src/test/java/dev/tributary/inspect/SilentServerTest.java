package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that takes connections and never says a word, as one that hangs, or a port of something else. */
class SilentServerTest {

    /** Far above the timeout of the connection, and below that of an answer to a query. */
    @Test
    @Timeout(40)
    void countsAsUnreachableAfterTheTimeoutOfTheConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MySqlEndpoint endpoint = new MySqlEndpoint(
                    "127.0.0.1", silent.getLocalPort(), "user", new Secret("password"), TlsMode.PREFERRED);

            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> MySqlSession.open(endpoint, null, Duration.ofMillis(200)));

            assertThat(MySqlSession.isUnreachable(failure)).isTrue();
            assertThat(MySqlSession.remedy(failure)).contains("host, port and tls");
        }
    }
}
