package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import dev.tributary.mysql.binlog.BinlogStream.Settings;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How streams end: by themselves, and by what happens to servers. */
class BinlogFailureIT {

    /** A server of its own, since it is killed. */
    private final EmbeddedMySql server = TestServers.mysql(2);

    private FollowedStream begun(TlsMode tls) throws Exception {
        FollowedStream stream =
                new FollowedStream(FollowedStream.settings(server, 6001, tls), FollowedStream.end(server));
        stream.until(event -> event instanceof FileBegan);
        return stream;
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"DISABLED", "PREFERRED", "REQUIRED"})
    void closingEndsASilentStreamWithoutAnError(TlsMode tls) throws Exception {
        FollowedStream stream = begun(tls);
        stream.until(event -> event instanceof Heartbeat);

        stream.close();

        assertThat(stream.awaitEnd()).isEmpty();
        stream.close();
    }

    @Test
    void closingEndsAConnectionThatIsNotMadeYet() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FollowedStream stream =
                    new FollowedStream(settings(silent.getLocalPort(), Duration.ofMinutes(5)), new Start.At("f.1", 4));
            silent.accept();

            stream.close();

            assertThat(stream.awaitEnd()).isEmpty();
        }
    }

    private Settings settings(int port, Duration connectTimeout) {
        Settings usual = FollowedStream.settings(server, 6001, TlsMode.DISABLED);
        return new Settings(
                new MySqlEndpoint(
                        "127.0.0.1",
                        port,
                        usual.endpoint().user(),
                        usual.endpoint().password(),
                        TlsMode.DISABLED),
                usual.serverId(),
                usual.heartbeat(),
                connectTimeout,
                usual.readTimeout());
    }

    @Test
    void streamThatWasClosedIsNotRead() throws Exception {
        BinlogStream stream = new BinlogStream(FollowedStream.settings(server, 6001, TlsMode.DISABLED));
        stream.close();

        stream.read(FollowedStream.end(server), event -> {
            throw new AssertionError(event);
        });
    }

    @Test
    void consumerMayCloseTheStream() throws Exception {
        BinlogStream stream = new BinlogStream(FollowedStream.settings(server, 6001, TlsMode.DISABLED));

        stream.read(FollowedStream.end(server), event -> stream.close());
    }

    @Test
    void killedServerIsAway() throws Exception {
        FollowedStream stream = begun(TlsMode.DISABLED);
        FollowedStream encrypted =
                new FollowedStream(FollowedStream.settings(server, 6002, TlsMode.REQUIRED), FollowedStream.end(server));
        encrypted.until(event -> event instanceof FileBegan);
        Start.At end = FollowedStream.end(server);
        try {
            server.kill();

            assertThat(stream.awaitFailure().kind()).isEqualTo(Kind.AWAY);
            assertThat(encrypted.awaitFailure().kind()).isEqualTo(Kind.AWAY);
            BinlogFailure refused = FollowedStream.of(server, end).awaitFailure();
            assertThat(refused.kind()).isEqualTo(Kind.AWAY);
            assertThat(refused).hasMessageContaining("the binlog of 127.0.0.1:" + server.port());
        } finally {
            server.start();
        }
    }

    @Test
    void stoppedServerIsAway() throws Exception {
        FollowedStream stream = begun(TlsMode.DISABLED);
        try {
            server.stop();

            assertThat(stream.awaitFailure().kind()).isEqualTo(Kind.AWAY);
        } finally {
            server.start();
        }
    }

    @Test
    void serverThatFallsSilentIsAway() throws Exception {
        String process = Files.readString(Path.of(query("SELECT @@pid_file"))).strip();
        Settings usual = FollowedStream.settings(server, 6001, TlsMode.DISABLED);
        FollowedStream stream = new FollowedStream(
                new Settings(usual.endpoint(), 6001, usual.heartbeat(), usual.connectTimeout(), Duration.ofSeconds(10)),
                FollowedStream.end(server));
        stream.until(event -> event instanceof Heartbeat);
        signal("STOP", process);
        try {
            assertThat(stream.awaitFailure())
                    .hasMessageContaining("timed out")
                    .extracting(BinlogFailure::kind)
                    .isEqualTo(Kind.AWAY);
        } finally {
            signal("CONT", process);
        }
    }

    private static void signal(String signal, String process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, process).start().waitFor())
                .isZero();
    }

    @Test
    void serverThatDoesNotAnswerIsAway() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FollowedStream stream =
                    new FollowedStream(settings(silent.getLocalPort(), Duration.ofSeconds(1)), new Start.At("f.1", 4));

            assertThat(stream.awaitFailure().kind()).isEqualTo(Kind.AWAY);
        }
    }

    @Test
    void killedConnectionIsAway() throws Exception {
        FollowedStream stream = begun(TlsMode.DISABLED);
        String thread = query("SELECT MAX(ID) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%'");

        server.execute("KILL " + thread);

        assertThat(stream.awaitFailure().kind()).isEqualTo(Kind.AWAY);
    }

    @Test
    void positionInAFileThatWasPurgedIsGone() throws Exception {
        Start.At before = FollowedStream.end(server);
        server.execute("CREATE DATABASE IF NOT EXISTS purged", "FLUSH LOGS");
        server.execute("PURGE BINARY LOGS TO '" + FollowedStream.end(server).file() + "'");

        assertThat(FollowedStream.of(server, before).awaitFailure().kind()).isEqualTo(Kind.GONE);
        assertThat(FollowedStream.of(server, new Start.Behind(""))
                        .awaitFailure()
                        .kind())
                .isEqualTo(Kind.GONE);
    }

    @Test
    void positionBehindTheEndOfItsFileIsGone() throws Exception {
        Start.At end = FollowedStream.end(server);

        assertThat(FollowedStream.of(server, new Start.At(end.file(), end.offset() + 1_000_000))
                        .awaitFailure()
                        .kind())
                .isEqualTo(Kind.GONE);
        assertThat(FollowedStream.of(server, new Start.At(end.file(), 5_000_000_000L))
                        .awaitFailure()
                        .kind())
                .isEqualTo(Kind.GONE);
    }

    @Test
    void transactionsOfTheServerThatItDoesNotHaveAreGone() throws Exception {
        Start.Behind behind = new Start.Behind(query("SELECT @@server_uuid") + ":1-1000000");

        assertThat(FollowedStream.of(server, behind).awaitFailure().kind()).isEqualTo(Kind.GONE);
    }

    @Test
    void anotherReaderWithTheSameIdDisplacesTheFirst() throws Exception {
        FollowedStream first = begun(TlsMode.DISABLED);
        FollowedStream second = begun(TlsMode.DISABLED);

        BinlogFailure displaced = first.awaitFailure();

        assertThat(displaced.kind()).isEqualTo(Kind.DISPLACED);
        second.until(event -> event instanceof Heartbeat);
        second.close();
        assertThat(second.awaitEnd()).isEmpty();
    }

    @Test
    void wrongPasswordMayBePutRight() throws Exception {
        Settings settings = FollowedStream.settings(server, 6001, TlsMode.DISABLED, server.user(), "of somebody else");
        BinlogFailure failure = new FollowedStream(settings, FollowedStream.end(server)).awaitFailure();

        assertThat(failure.kind()).isEqualTo(Kind.AWAY);
        assertThat(failure).hasMessageContaining("error 1045").hasMessageNotContaining("of somebody else");
    }

    @Test
    void accountWithoutThePrivilegeIsRefused() throws Exception {
        server.execute("CREATE USER IF NOT EXISTS 'nobody'@'%' IDENTIFIED WITH mysql_native_password BY 'nothing'");
        Settings settings = FollowedStream.settings(server, 6001, TlsMode.DISABLED, "nobody", "nothing");
        BinlogFailure failure = new FollowedStream(settings, FollowedStream.end(server)).awaitFailure();

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("REPLICATION SLAVE");
    }

    @Test
    void accountOfTheUsualPluginOfMySql8IsKnown() throws Exception {
        server.execute(
                "DROP USER IF EXISTS 'newer'@'%'",
                "CREATE USER 'newer'@'%' IDENTIFIED WITH caching_sha2_password BY 'secret'",
                "GRANT REPLICATION SLAVE ON *.* TO 'newer'@'%'");
        for (TlsMode tls : new TlsMode[] {TlsMode.DISABLED, TlsMode.REQUIRED}) {
            FollowedStream stream = new FollowedStream(
                    FollowedStream.settings(server, 6001, tls, "newer", "secret"), FollowedStream.end(server));
            stream.until(event -> event instanceof FileBegan);
            stream.close();
            assertThat(stream.awaitEnd()).isEmpty();
        }
    }

    @Test
    void encryptedStreamsAreEncrypted() throws Exception {
        server.execute("ALTER USER '" + server.user() + "'@'%' REQUIRE SSL");
        try {
            begun(TlsMode.REQUIRED).close();
            begun(TlsMode.PREFERRED).close();
            assertThat(new FollowedStream(
                                    FollowedStream.settings(server, 6001, TlsMode.DISABLED), FollowedStream.end(server))
                            .awaitFailure())
                    .hasMessageContaining("1045");
        } finally {
            server.execute("ALTER USER '" + server.user() + "'@'%' REQUIRE NONE");
        }
    }

    @Test
    void certificatesAreVerifiedAsTheModeSays(@TempDir Path folder) throws Exception {
        assertThat(ended(TlsMode.VERIFY_CA).kind()).isEqualTo(Kind.REFUSED);
        String before = System.getProperty("javax.net.ssl.trustStore");
        System.setProperty("javax.net.ssl.trustStore", trustStore(folder).toString());
        try {
            begun(TlsMode.VERIFY_CA).close();
            assertThat(ended(TlsMode.VERIFY_IDENTITY))
                    .as("the certificate is made for no host")
                    .hasMessageContaining("127.0.0.1")
                    .extracting(BinlogFailure::kind)
                    .isEqualTo(Kind.REFUSED);
        } finally {
            if (before == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", before);
            }
        }
    }

    private BinlogFailure ended(TlsMode tls) throws Exception {
        return new FollowedStream(FollowedStream.settings(server, 6001, tls), FollowedStream.end(server))
                .awaitFailure();
    }

    /** With the authority that the server made for itself. */
    private Path trustStore(Path folder) throws Exception {
        Path authority = Path.of(query("SELECT @@datadir")).resolve(query("SELECT @@ssl_ca"));
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = folder.resolve("trust.jks");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, new char[0]);
        }
        return file;
    }
}
