package dev.tributary.mysql.binlog;

import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A database of a real server, and what is written into the binlog by what happens in it. */
abstract class WrittenEvents {

    static final String DATABASE = "stream_it";

    final EmbeddedMySql server = TestServers.mysql(1);
    Start.At end;

    @BeforeEach
    void setUp() throws Exception {
        server.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4");
        end = FollowedStream.end(server);
    }

    void execute(String... statements) {
        server.execute(Stream.concat(Stream.of("USE " + DATABASE), Stream.of(statements))
                .toArray(String[]::new));
    }

    /** What the statements write. */
    List<BinlogEvent> written(String... statements) throws Exception {
        try (FollowedStream stream = FollowedStream.of(server, end)) {
            execute(statements);
            execute("DROP DATABASE IF EXISTS end_of_this");
            List<BinlogEvent> events = stream.untilStatement("end_of_this");
            return events.subList(0, events.size() - 2);
        }
    }

    static <E extends BinlogEvent> List<E> only(Class<E> kind, List<BinlogEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static List<String> texts(List<BinlogEvent> events) {
        return only(StatementExecuted.class, events).stream()
                .map(StatementExecuted::text)
                .toList();
    }

    String query(String sql) {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
