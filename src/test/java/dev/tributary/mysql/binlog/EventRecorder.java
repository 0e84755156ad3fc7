package dev.tributary.mysql.binlog;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Records {@link RecordedEvents} from real servers. To be run by hand, for a case that the recorded ones lack; what the lines then
 * say is to be read before it is believed. Arguments: which server (usual, without-gtids, newest, mariadb), the file of
 * statements to run, each ending a line with a semicolon, and the file to write.
 */
final class EventRecorder {

    private EventRecorder() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedMySql server =
                switch (arguments[0]) {
                    case "usual" -> TestServers.mysql(1);
                    case "without-gtids" -> TestServers.mysqlWithoutGtids();
                    case "newest" -> TestServers.newestMySql();
                    case "mariadb" -> TestServers.mariaDb();
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        BinlogStream.Start start = end(server);
        run(server, Files.readString(Path.of(arguments[1])));
        try (PrintStream out = new PrintStream(arguments[2], StandardCharsets.UTF_8)) {
            record(server, start, out);
        }
    }

    private static BinlogStream.Start end(EmbeddedMySql server) throws SQLException {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement()) {
            boolean renamed = connection.getMetaData().getDatabaseMajorVersion() == 9;
            try (ResultSet row =
                    statement.executeQuery(renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS")) {
                row.next();
                return new BinlogStream.Start.At(row.getString(1), row.getLong(2));
            }
        }
    }

    private static void run(EmbeddedMySql server, String script) throws SQLException {
        String url = server.jdbcUrl("") + "&allowLoadLocalInfile=true";
        try (Connection connection = DriverManager.getConnection(url, "root", server.rootPassword());
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\n")) {
                if (sql.strip().equals("RESTART")) {
                    server.restart();
                    return;
                }
                statement.execute(sql.strip());
            }
        }
    }

    private static void record(EmbeddedMySql server, BinlogStream.Start start, PrintStream out) throws IOException {
        MySqlEndpoint endpoint = new MySqlEndpoint(
                server.host(), server.port(), server.user(), new Secret(server.password()), TlsMode.DISABLED);
        BinlogConnection connection = new BinlogConnection(
                new BinlogStream.Settings(
                        endpoint, 4711, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(10)),
                start);
        EventPackets packets = new EventPackets(connection.open());
        EventReader reader = new EventReader();
        boolean more = true;
        while (more) {
            byte[] event = packets.next();
            try {
                BinlogEvent read = reader.read(event);
                out.println(EventTexts.of(read));
                more = !(read instanceof BinlogEvent.Heartbeat);
            } catch (BinlogFailure e) {
                out.println(e.getMessage());
            }
            out.println(HexFormat.of().formatHex(event));
        }
        connection.abort();
    }
}
