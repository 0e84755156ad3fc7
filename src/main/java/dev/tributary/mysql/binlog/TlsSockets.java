package dev.tributary.mysql.binlog;

import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import dev.tributary.config.TlsMode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of encrypted connections. The modes mean what they mean for the connections that ask by SQL: certificates are
 * held against the trusted ones of the JVM ({@code javax.net.ssl.trustStore}) where the mode verifies them, and the name in
 * them against the host of the configuration where it verifies the identity. The client's own way looks at the name that the
 * host's address resolves to, which proves nothing.
 */
final class TlsSockets implements SSLSocketFactory {

    private final TlsMode mode;
    private final String host;

    TlsSockets(TlsMode mode, String host) {
        this.mode = mode;
        this.host = host;
    }

    /** What the client does with a server that does not offer encryption; the rest is decided by the sockets. */
    static SSLMode clientMode(TlsMode mode) {
        return switch (mode) {
            case DISABLED -> SSLMode.DISABLED;
            case PREFERRED -> SSLMode.PREFERRED;
            case REQUIRED -> SSLMode.REQUIRED;
            case VERIFY_CA, VERIFY_IDENTITY -> SSLMode.VERIFY_CA;
        };
    }

    @Override
    public SSLSocket createSocket(Socket socket) throws SocketException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted(), null);
            SSLSocket encrypted =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
            if (mode == TlsMode.VERIFY_IDENTITY) {
                SSLParameters parameters = encrypted.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                encrypted.setSSLParameters(parameters);
            }
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot encrypt connections: " + e.getMessage(), e);
        } catch (IOException e) {
            SocketException failure = new SocketException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Null for those of the JVM. */
    private TrustManager @Nullable [] trusted() {
        return mode == TlsMode.VERIFY_CA || mode == TlsMode.VERIFY_IDENTITY ? null : new TrustManager[] {new Anybody()};
    }

    /** As it must be where encryption is asked for, and no proof of who is on the other side. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
