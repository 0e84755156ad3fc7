package dev.tributary.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.TestCertificates;
import dev.tributary.config.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is signed by an authority of one's own. */
class ClickHouseTlsTest {

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.server(folder)));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            requests.incrementAndGet();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void theFileOfTheAuthorityIsTrusted() throws Exception {
        TlsFiles files = new TlsFiles(TestCertificates.authority(folder).toString(), null, null);
        try (ClickHouseClient client = client(files)) {
            client.execute("SELECT 42");
        }
        assertThat(requests).hasPositiveValue();
    }

    @Test
    void withoutItTheServerIsNot() {
        try (ClickHouseClient client = client(TlsFiles.NONE)) {
            assertThatThrownBy(() -> client.execute("SELECT 42"))
                    .isInstanceOf(ClickHouseException.class)
                    .hasMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> client(new TlsFiles("/nowhere/ca.pem", null, null)))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("the file /nowhere/ca.pem cannot be read");
    }

    private ClickHouseClient client(TlsFiles files) {
        String url = "https://127.0.0.1:" + server.getAddress().getPort();
        return new ClickHouseClient(new ClickHouseOptions(
                url, "u", new Secret("p"), files, "d", "s", "c", Duration.ofSeconds(10), Duration.ofMinutes(10)));
    }
}
