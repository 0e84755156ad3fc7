package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TestCertificates;
import dev.tributary.config.TlsFiles;
import dev.tributary.config.TlsMode;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriverPropertiesTest {

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aServerIsAskedForItsPublicKeyOnlyWhereTlsIsGivenUp(TlsMode mode) throws Exception {
        MySqlEndpoint endpoint = new MySqlEndpoint("h", 1, "u", new Secret("p"), mode);
        try (DriverProperties driver = DriverProperties.of(endpoint)) {
            assertThat(driver.properties())
                    .containsEntry("sslMode", mode.name())
                    .containsEntry("allowPublicKeyRetrieval", String.valueOf(mode == TlsMode.DISABLED));
        }
    }

    @Test
    void storesOfCertificatesLiveUntilTheConnectionIsOpen(@TempDir Path folder) throws Exception {
        String authority = TestCertificates.authority(folder).toString();
        Path store;
        try (DriverProperties driver = DriverProperties.of(endpoint(authority))) {
            store = Path.of(URI.create(driver.properties().getProperty("trustCertificateKeyStoreUrl")));
            assertThat(store).exists();
            assertThat(driver.properties()).doesNotContainKey("clientCertificateKeyStoreUrl");
        }

        assertThat(store).doesNotExist();
    }

    @Test
    void whatCannotBeHadHereIsNamed() {
        assertThatThrownBy(() -> DriverProperties.of(endpoint("/nowhere/ca.pem")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("the file /nowhere/ca.pem cannot be read");
        assertThatThrownBy(() -> DriverProperties.of(
                        new MySqlEndpoint("h", 1, "u", Secret.ofEnvironment("NOT_SET_ANYWHERE"), TlsMode.REQUIRED)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("NOT_SET_ANYWHERE is not set")
                .satisfies(failure -> assertThat(MySqlSession.isUnreachable((SQLException) failure))
                        .isFalse());
    }

    private static MySqlEndpoint endpoint(String authority) {
        return new MySqlEndpoint(
                "h", 1, "u", new Secret("p"), TlsMode.VERIFY_CA, new TlsFiles(authority, null, null), List.of());
    }
}
