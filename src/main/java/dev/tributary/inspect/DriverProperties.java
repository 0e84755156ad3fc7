package dev.tributary.inspect;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.SecretUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Connector/J's properties for an account and the use of TLS, with the password as it is now. To be closed when the connection
 * is open: the driver takes certificates and keys by the names of key stores alone, which lie in temporary files until then,
 * readable by this user only and guarded by a password that nobody else knows.
 */
public final class DriverProperties implements AutoCloseable {

    /** Of a refused login. */
    private static final String NOT_AUTHORIZED = "28000";

    private static final int PASSWORD_BYTES = 16;
    private static final String STORE_TYPE = "PKCS12";

    /**
     * Read when the driver's classes are loaded. Its thread that closes abandoned connections is never ended and would hold
     * the class loader of each job that a cluster ran, for ever; ours are all closed where they were opened.
     */
    private static final String NO_CLEANUP_THREAD = "com.mysql.cj.disableAbandonedConnectionCleanup";

    static {
        System.setProperty(NO_CLEANUP_THREAD, "true");
    }

    private final Properties properties = new Properties();
    private final List<Path> stores = new ArrayList<>();

    private DriverProperties() {}

    /** @throws SQLException if the password, or a file of the endpoint, cannot be had here */
    public static DriverProperties of(MySqlEndpoint endpoint) throws SQLException {
        DriverProperties driver = new DriverProperties();
        try {
            driver.fill(endpoint);
            return driver;
        } catch (SecretUnavailableException | IOException | GeneralSecurityException e) {
            driver.close();
            throw new SQLException(e.getMessage(), NOT_AUTHORIZED, e);
        }
    }

    private void fill(MySqlEndpoint endpoint) throws IOException, GeneralSecurityException {
        properties.setProperty("user", endpoint.user());
        properties.setProperty("password", endpoint.password().reveal());
        properties.setProperty("sslMode", endpoint.tls().name());
        properties.setProperty(
                "allowPublicKeyRetrieval", String.valueOf(endpoint.tls().allowsPublicKeyRetrieval()));
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        char[] characters = password.toCharArray();
        put("trustCertificateKeyStore", endpoint.tlsFiles().trustStore(), password);
        put("clientCertificateKeyStore", endpoint.tlsFiles().keyStore(characters), password);
    }

    private void put(String property, @Nullable KeyStore store, String password)
            throws IOException, GeneralSecurityException {
        if (store == null) {
            return;
        }
        Path file = Files.createTempFile("tributary-tls-", ".p12");
        stores.add(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        properties.setProperty(property + "Url", file.toUri().toString());
        properties.setProperty(property + "Type", STORE_TYPE);
        properties.setProperty(property + "Password", password);
    }

    /** For the driver, which may be given more. */
    public Properties properties() {
        return properties;
    }

    @Override
    public void close() {
        for (Path store : stores) {
            try {
                Files.deleteIfExists(store);
            } catch (IOException e) {
                // It is readable by this user only, and its password is forgotten.
                store.toFile().deleteOnExit();
            }
        }
        stores.clear();
    }
}
