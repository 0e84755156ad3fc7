package dev.tributary.mysql.binlog;

import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import dev.tributary.config.MySqlEndpoint;
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

/**
 * Makes the sockets of encrypted connections. The modes mean what they mean for the connections that ask by SQL: certificates are
 * held against those of the endpoint's file, or the trusted ones of the JVM ({@code javax.net.ssl.trustStore}), where the mode verifies them, and the name in
 * them against the host of the configuration where it verifies the identity. The client's own way looks at the name that the
 * host's address resolves to, which proves nothing.
 */
final class TlsSockets implements SSLSocketFactory {

    private final MySqlEndpoint endpoint;

    TlsSockets(MySqlEndpoint endpoint) {
        this.endpoint = endpoint;
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
            SSLSocket encrypted = (SSLSocket)
                    context().getSocketFactory().createSocket(socket, endpoint.host(), socket.getPort(), true);
            if (endpoint.tls() == TlsMode.VERIFY_IDENTITY) {
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

    private SSLContext context() throws IOException, GeneralSecurityException {
        boolean verified = endpoint.tls() == TlsMode.VERIFY_CA || endpoint.tls() == TlsMode.VERIFY_IDENTITY;
        return verified
                ? endpoint.tlsFiles().context()
                : endpoint.tlsFiles().context(new TrustManager[] {new Anybody()});
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
