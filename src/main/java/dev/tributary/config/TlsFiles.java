package dev.tributary.config;

import java.io.IOException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files in PEM form that TLS takes beyond what the JVM trusts. Only their paths are kept; they are read when a connection
 * is opened, by the process that opens it.
 *
 * @param authority certificates, one of which must have signed the server's; null: those that the JVM trusts
 * @param certificate what the client shows to the server, with those that lead to its authority; null: none
 * @param key the private key to it, not encrypted
 */
public record TlsFiles(
        @Nullable String authority,
        @Nullable String certificate,
        @Nullable String key) implements Serializable {

    public static final TlsFiles NONE = new TlsFiles(null, null, null);

    public TlsFiles {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client's certificate and its key go together");
        }
    }

    public boolean isEmpty() {
        return authority == null && certificate == null;
    }

    /**
     * The certificates to trust; null where the JVM's are.
     *
     * @throws IOException naming the file that cannot be read
     */
    public @Nullable KeyStore trustStore() throws IOException, GeneralSecurityException {
        if (authority == null) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate trusted : PemFile.certificates(authority)) {
            store.setCertificateEntry("authority-" + number, trusted);
            number++;
        }
        return store;
    }

    /**
     * What the client shows; null where it shows nothing.
     *
     * @param password guards the key in the store
     * @throws IOException naming the file that cannot be read
     */
    public @Nullable KeyStore keyStore(char[] password) throws IOException, GeneralSecurityException {
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = empty();
        List<Certificate> chain = PemFile.certificates(certificate);
        store.setKeyEntry("client", PemFile.privateKey(key), password, chain.toArray(Certificate[]::new));
        return store;
    }

    /** A context that trusts and shows what the files hold. The server's name is for the caller to check. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore trusted = trustStore();
        return context(trusted == null ? null : trust(trusted));
    }

    /**
     * A context that shows what the files hold.
     *
     * @param trusted who decides about what the server shows, whatever the files say; null: the JVM
     */
    public SSLContext context(TrustManager @Nullable [] trusted) throws IOException, GeneralSecurityException {
        char[] password = new char[0];
        KeyStore own = keyStore(password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keyManagers(own, password), trusted, null);
        return context;
    }

    private static KeyManager[] keyManagers(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
