package dev.tributary.mysql.binlog;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogStream.Settings;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A stream that is read in a thread of its own, with what came so far. */
final class FollowedStream implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final BlockingQueue<BinlogEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    private final BinlogStream stream;

    FollowedStream(Settings settings, Start start) {
        stream = new BinlogStream(settings);
        Thread reader = new Thread(
                () -> {
                    try {
                        stream.read(start, events::add);
                        end.complete(Optional.empty());
                    } catch (Throwable e) {
                        end.complete(Optional.of(e));
                    }
                },
                "followed-stream");
        reader.setDaemon(true);
        reader.start();
    }

    static FollowedStream of(EmbeddedMySql server, Start start) {
        return new FollowedStream(settings(server, 5001, TlsMode.DISABLED), start);
    }

    static Settings settings(EmbeddedMySql server, long serverId, TlsMode tls) {
        return settings(server, serverId, tls, server.user(), server.password());
    }

    static Settings settings(EmbeddedMySql server, long serverId, TlsMode tls, String user, String password) {
        MySqlEndpoint endpoint = new MySqlEndpoint(server.host(), server.port(), user, new Secret(password), tls);
        return new Settings(endpoint, serverId, BinlogStream.HEARTBEAT, Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /** Where the server's binlog ends. */
    static Start.At end(EmbeddedMySql server) throws SQLException {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement()) {
            boolean renamed = connection.getMetaData().getDatabaseMajorVersion() == 9;
            try (ResultSet row = statement.executeQuery(renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS")) {
                row.next();
                return new Start.At(row.getString(1), row.getLong(2));
            }
        }
    }

    BinlogStream stream() {
        return stream;
    }

    /** What comes up to the first event that fits, with it. */
    List<BinlogEvent> until(Predicate<BinlogEvent> last) throws InterruptedException {
        List<BinlogEvent> read = new ArrayList<>();
        while (true) {
            BinlogEvent event = events.poll(100, TimeUnit.MILLISECONDS);
            if (event != null) {
                read.add(event);
                if (last.test(event)) {
                    return read;
                }
            } else if (end.isDone() && events.isEmpty()) {
                throw new AssertionError("the stream ended, " + end.join() + ", behind " + read);
            }
        }
    }

    /** What comes up to a statement that says this, without heartbeats. */
    List<BinlogEvent> untilStatement(String text) throws InterruptedException {
        List<BinlogEvent> read = until(event ->
                event instanceof StatementExecuted statement && statement.text().contains(text));
        return read.stream()
                .filter(event -> !(event instanceof BinlogEvent.Heartbeat))
                .toList();
    }

    /** How the reading ended: empty for without an error. */
    Optional<Throwable> awaitEnd() throws Exception {
        return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    BinlogFailure awaitFailure() throws Exception {
        Throwable failure = awaitEnd().orElseThrow(() -> new AssertionError("ended without an error"));
        if (failure instanceof BinlogFailure expected) {
            return expected;
        }
        throw new AssertionError("another failure than expected", failure);
    }

    @Override
    public void close() {
        stream.close();
    }
}
