package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TestCertificates;
import dev.tributary.config.TlsFiles;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates in PEM form, as MySQL makes them for itself, on both ends of a connection. */
class TlsIT {

    private final EmbeddedMySql server = TestServers.mysql(1);
    private String user = server.user();
    private Path data = Path.of("");

    @BeforeEach
    void findCertificates() throws SQLException {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@datadir")) {
            rows.next();
            data = Path.of(rows.getString(1));
        }
    }

    @AfterEach
    void dropUser() {
        server.execute("DROP USER IF EXISTS tls_it");
    }

    @Test
    void theServersOwnAuthorityIsTrustedByItsFile() throws Exception {
        assertThat(cipher(TlsMode.VERIFY_CA, new TlsFiles(file("ca.pem"), null, null)))
                .isNotEmpty();
    }

    @Test
    void anotherAuthorityIsNot(@TempDir Path folder) throws Exception {
        TlsFiles other = new TlsFiles(TestCertificates.authority(folder).toString(), null, null);

        assertThatThrownBy(() -> cipher(TlsMode.VERIFY_CA, other)).isInstanceOf(SQLException.class);
        assertThat(cipher(TlsMode.REQUIRED, TlsFiles.NONE)).isNotEmpty();
        assertThat(cipher(TlsMode.DISABLED, TlsFiles.NONE)).isEmpty();
    }

    @Test
    void theNameOfTheServerIsVerifiedOnlyWhereThatIsAskedFor() {
        assertThatThrownBy(() -> cipher(TlsMode.VERIFY_IDENTITY, new TlsFiles(file("ca.pem"), null, null)))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void anAccountMayAskForTheClientsCertificate() throws Exception {
        server.execute("CREATE USER tls_it IDENTIFIED BY '" + server.password() + "' REQUIRE X509");
        user = "tls_it";

        assertThat(cipher(TlsMode.REQUIRED, new TlsFiles(null, file("client-cert.pem"), file("client-key.pem"))))
                .isNotEmpty();
        assertThatThrownBy(() -> cipher(TlsMode.REQUIRED, TlsFiles.NONE)).hasMessageContaining("Access denied");
    }

    @Test
    void theSameFilesMakeAContextForClientsThatTakeOne() throws Exception {
        SSLContext context = new TlsFiles(file("ca.pem"), file("client-cert.pem"), file("client-key.pem")).context();

        assertThat(context.getProtocol()).isEqualTo("TLS");
    }

    private String file(String name) {
        return data.resolve(name).toString();
    }

    private @Nullable String cipher(TlsMode mode, TlsFiles files) throws SQLException {
        MySqlEndpoint endpoint = new MySqlEndpoint(
                server.host(), server.port(), user, new Secret(server.password()), mode, files, List.of());
        String[] cipher = new String[1];
        try (MySqlSession session = MySqlSession.open(endpoint, null, Duration.ofSeconds(10))) {
            session.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'", row -> cipher[0] = row.getString(2));
        }
        return cipher[0];
    }
}
