package dev.tributary.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The embedded servers as a command line, kept in one state folder between calls; {@code bin/embedded} runs it. */
@Command(
        name = "embedded",
        mixinStandardHelpOptions = true,
        description = "MySQL servers and a ClickHouse on this machine, for the demo and for development.")
public final class EmbeddedServers {
    private final ServerState state;
    private final PrintStream out;

    private EmbeddedServers(ServerState state, PrintStream out) {
        this.state = state;
        this.out = out;
    }

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new EmbeddedServers(ServerState.fromEnvironment(), System.out));
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            command.getErr().println(exception.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Command(description = "Start the servers that do not run, and print how to reach them (shell variables).")
    void start(
            @Option(names = "--mysql", paramLabel = "N", defaultValue = "2", description = "How many MySQL servers.")
                    int mysqlServers)
            throws IOException {
        out.print(state.start(mysqlServers));
    }

    @Command(description = "Say what runs. Exit code 3 if anything does not.")
    int status() {
        List<ServerState.Status> servers = state.status();
        if (servers.isEmpty()) {
            out.println("No servers. Start them with: bin/embedded start");
        }
        servers.forEach(server ->
                out.println(server.name() + "\t" + server.port() + "\t" + (server.runs() ? "runs" : "stopped")));
        return !servers.isEmpty() && servers.stream().allMatch(ServerState.Status::runs) ? 0 : 3;
    }

    @Command(description = "Stop the servers; their data and ports stay.")
    void stop() {
        state.stop();
    }

    @Command(description = "Kill a server (SIGKILL), to see what happens: mysql-1, mysql-2, clickhouse …")
    void kill(@Parameters(paramLabel = "SERVER") String server) {
        state.kill(server);
    }

    @Command(description = "Print how to reach the servers (shell variables).")
    void env() throws IOException {
        out.print(state.environment());
    }

    @Command(description = "Run the statements of a file and print the rows they give, separated by tabs.")
    void sql(
            @Option(names = "--mysql", paramLabel = "K", description = "On this MySQL server, from 1, as root.")
                    Integer mysql,
            @Option(names = "--clickhouse", description = "On ClickHouse.") boolean onClickHouse,
            @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.") Path file)
            throws IOException, SQLException {
        if ((mysql == null) == !onClickHouse) {
            throw new IllegalArgumentException("Say where: --mysql K or --clickhouse");
        }
        SqlScript script = SqlScript.parse(read(file));
        if (onClickHouse) {
            runOnClickHouse(state.clickHouse(), file, script);
        } else {
            runOnMySql(state.mysql(mysql), file, script);
        }
        out.flush();
    }

    private static String read(Path file) throws IOException {
        if (file.toString().equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!Files.isReadable(file)) {
            throw new IOException("Cannot read " + file.toAbsolutePath());
        }
        return Files.readString(file);
    }

    private void runOnClickHouse(EmbeddedClickHouse server, Path file, SqlScript script) {
        for (SqlScript.Statement statement : script.statements()) {
            try {
                server.query(statement.sql()).forEach(row -> out.println(String.join("\t", row)));
            } catch (IllegalStateException e) {
                throw new IllegalStateException(file + ":" + statement.line() + ": " + e.getMessage(), e);
            }
        }
    }

    private void runOnMySql(EmbeddedMySql server, Path file, SqlScript script) throws SQLException {
        try (Connection connection = server.rootConnection();
                java.sql.Statement runner = connection.createStatement()) {
            for (SqlScript.Statement statement : script.statements()) {
                try {
                    boolean hasRows = runner.execute(statement.sql());
                    if (hasRows) {
                        print(runner.getResultSet());
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(
                            file + ":" + statement.line() + ": " + e.getMessage() + "\nin: " + statement.sql(), e);
                }
            }
        }
    }

    private void print(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int column : IntStream.rangeClosed(1, columns).toArray()) {
                String value = rows.getString(column);
                values.add(value == null ? "NULL" : value);
            }
            out.println(values.stream().collect(Collectors.joining("\t")));
        }
    }
}
