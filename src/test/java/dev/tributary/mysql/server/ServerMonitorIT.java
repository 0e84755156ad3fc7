package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server keeps its binlogs for a week. */
class ServerMonitorIT {

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final Seen seen = new Seen();
    private final Log log = new Log();
    private final ServerMonitor monitor =
            new ServerMonitor(List.of(endpoint(mysql.port())), Duration.ofSeconds(10), true, seen);

    @BeforeEach
    void listen() {
        // A server that never wrote anything has nothing to be behind of.
        mysql.execute("CREATE DATABASE IF NOT EXISTS monitored", "CREATE TABLE IF NOT EXISTS monitored.busy (id INT)");
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() {
        monitor.close();
        logger().removeAppender(log);
    }

    @Test
    void warnsOnceInTimeThatTheServerCanPurgeWhatWasNotReadYet() throws Exception {
        monitor.readUpTo(uuid(), firstPosition(), Instant.now().minus(Duration.ofDays(6)));
        monitor.look();
        monitor.look();

        assertThat(log.messages)
                .singleElement()
                .asString()
                .contains("behind MySQL server 127.0.0.1:" + mysql.port(), "PT168H");
        assertThat(seen.left).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(seen.bytes).isPositive();
        assertThat(seen.reachable).isTrue();
        assertThat(monitor.verdict()).isNull();
    }

    @Test
    void isSilentWhileThereIsTimeEnough() throws Exception {
        monitor.readUpTo(uuid(), firstPosition(), Instant.now().minus(Duration.ofDays(5)));
        monitor.look();

        assertThat(seen.left).isBetween(Duration.ofHours(47), Duration.ofHours(48));
        assertThat(log.messages).isEmpty();
    }

    @Test
    void binlogThatEndsBeforeWhatWasReadIsAnother() throws Exception {
        monitor.readUpTo(uuid(), new BinlogPosition("binlog.999999", 4, ""), Instant.now());
        monitor.look();

        assertThat(monitor.verdict())
                .hasMessageContainingAll("up to binlog.999999, position 4, but it ends at", "RESET MASTER");
    }

    /** While the server tells its end, the reader reads on. */
    @Test
    void whatIsReadMeanwhileIsNotBehindTheEnd() throws Exception {
        String uuid = uuid();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            try (Connection connection = mysql.rootConnection();
                    Statement statement = connection.createStatement()) {
                while (!over.get()) {
                    statement.execute("INSERT INTO monitored.busy VALUES (1)");
                    try (ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
                        row.next();
                        BinlogPosition end = new BinlogPosition(row.getString(1), row.getLong(2), "");
                        monitor.readUpTo(uuid, end, Instant.now());
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            for (int i = 0; i < 200; i++) {
                monitor.look();
                assertThat(monitor.verdict()).isNull();
            }
        } finally {
            over.set(true);
            reading.get(120, TimeUnit.SECONDS);
        }
    }

    @Test
    void fileThatWasJustBegunHoldsNothingUnread() throws Exception {
        mysql.execute("FLUSH BINARY LOGS");
        String file = value("SHOW MASTER STATUS");
        monitor.readUpTo(uuid(), new BinlogPosition(file, 4, ""), Instant.now().minus(Duration.ofDays(2)));
        monitor.look();
        assertThat(seen.lag).isZero();
        assertThat(seen.bytes).isZero();

        mysql.execute("CREATE TABLE IF NOT EXISTS monitored.t (id INT)");
        mysql.execute("DROP TABLE monitored.t");
        monitor.look();
        assertThat(seen.lag).isGreaterThan(Duration.ofDays(1));
        assertThat(seen.bytes).isPositive();
    }

    /** The address leads elsewhere, and the reader still reads where it did. */
    @Test
    void positionOfAnotherServerIsNotJudged() {
        monitor.readUpTo("another", new BinlogPosition("binlog.999999", 4, ""), Instant.now());
        monitor.look();

        assertThat(monitor.verdict()).isNull();
        assertThat(monitor.isReachable()).isTrue();
        assertThat(seen.bytes).isEqualTo(-1);
    }

    @Test
    void serverThatIsAwayIsToldOnce() {
        try (ServerMonitor away = new ServerMonitor(List.of(endpoint(1)), Duration.ofSeconds(1), true, seen)) {
            away.look();
            away.look();
            assertThat(away.isReachable()).isFalse();
        }
        assertThat(seen.reachable).isFalse();
        assertThat(log.messages).singleElement().asString().contains("127.0.0.1:1 does not answer");
    }

    @Test
    void listOfBinlogsIsNotAskedForAtEachLook() throws Exception {
        monitor.readUpTo(uuid(), firstPosition(), Instant.now());
        monitor.look();
        long lists = status("Com_show_binlogs");
        long ends = status("Com_show_master_status");
        for (int i = 0; i < 5; i++) {
            monitor.look();
        }

        assertThat(status("Com_show_binlogs")).isEqualTo(lists);
        assertThat(status("Com_show_master_status")).isGreaterThanOrEqualTo(ends + 5);
    }

    private long status(String name) throws SQLException {
        try (Connection connection = mysql.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = mysql.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String uuid() throws SQLException {
        try (ServerSession session = ServerSession.open(endpoint(mysql.port()), Duration.ofSeconds(10))) {
            return ServerStatus.uuid(session);
        }
    }

    /** Behind it there is a change. */
    private BinlogPosition firstPosition() throws Exception {
        mysql.execute("CREATE DATABASE IF NOT EXISTS monitored");
        try (ServerSession session = ServerSession.open(endpoint(mysql.port()), Duration.ofSeconds(10))) {
            return new BinlogPosition(
                    ServerStatus.read(session).binlogs().get(0).name(), 4, "");
        }
    }

    private MySqlEndpoint endpoint(int port) {
        return new MySqlEndpoint(mysql.host(), port, mysql.user(), new Secret(mysql.password()), TlsMode.PREFERRED);
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(ServerMonitor.class);
    }

    private static final class Seen implements ServerMonitor.Listener {
        private boolean reachable;
        private @Nullable Duration left;
        private long bytes = -1;
        private @Nullable Duration lag;

        @Override
        public void reachable(boolean isReachable) {
            reachable = isReachable;
        }

        @Override
        public void retentionLeft(@Nullable Duration retentionLeft) {
            left = retentionLeft;
        }

        @Override
        public void bytesBehind(long bytesBehind) {
            bytes = bytesBehind;
        }

        @Override
        public void lag(@Nullable Duration behind) {
            lag = behind;
        }
    }

    private static final class Log extends AbstractAppender {
        private final List<String> messages = new ArrayList<>();

        Log() {
            super("ServerMonitorIT", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    }
}
