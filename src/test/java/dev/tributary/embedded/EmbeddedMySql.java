package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One mysqld on 127.0.0.1, ready to be replicated from: row binlog with full images, UTC, and the user
 * {@link #USER} with what replication needs and no more. Commits survive the death of the process, not that of the
 * machine: the redo log and the binlog are written, but not flushed to disk, at each commit.
 */
public final class EmbeddedMySql {
    public static final String HOST = "127.0.0.1";
    public static final String ROOT_PASSWORD = "embedded-root";
    /** The replication user. */
    public static final String USER = "tributary";

    public static final String PASSWORD = "tributary";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private final MySqlSoftware software;
    private final Path folder;
    private final Path data;
    private final int port;
    private final int serverId;
    private final boolean detached;
    private final ServerProcess process;

    /** @param folder of this server: data, configuration, log, process id */
    EmbeddedMySql(MySqlSoftware software, Path folder, int port, int serverId, boolean detached) {
        this.software = software;
        this.folder = folder.toAbsolutePath();
        this.data = this.folder.resolve("data");
        this.port = port;
        this.serverId = serverId;
        this.detached = detached;
        this.process = new ServerProcess("mysqld on port " + port, this.folder);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String rootPassword() {
        return ROOT_PASSWORD;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** @param database may be empty */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://" + HOST + ":" + port + "/" + database
                + "?useSSL=false&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                + "&rewriteBatchedStatements=true&allowMultiQueries=true"
                // A lock that some test left behind is an error, where a year of waiting would be none.
                + "&sessionVariables=lock_wait_timeout=180";
    }

    public Connection rootConnection() throws SQLException {
        return rootConnection("");
    }

    public Connection rootConnection(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), "root", ROOT_PASSWORD);
    }

    /** @param property of the driver, {@code name=value} */
    public Connection rootConnection(String database, String property) throws SQLException {
        String url = jdbcUrl(database);
        return DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + property, "root", ROOT_PASSWORD);
    }

    /** Runs the statements as root, in one connection. */
    public void execute(String... statements) {
        try (Connection connection = rootConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL on port " + port + ": " + e.getMessage(), e);
        }
    }

    public boolean isRunning() {
        return process.running().isPresent();
    }

    /** Starts the server on its data, which is created on the first start. Nothing happens if it runs. */
    public void start() {
        process.exclusively(this::startIfStopped);
    }

    private void startIfStopped() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(folder.resolve("tmp"));
            if (!Files.isDirectory(data)) {
                Path unfinished = folder.resolve("data.unfinished");
                Cache.deleteTree(unfinished);
                software.createData(unfinished);
                Files.move(unfinished, data);
            }
            Files.writeString(folder.resolve("my.cnf"), configuration());
            Files.writeString(folder.resolve("init.sql"), users());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare MySQL in " + folder, e);
        }
        process.start(
                Stream.concat(software.command().stream(), Stream.of("--defaults-file=" + folder.resolve("my.cnf")))
                        .toList(),
                software.environment(),
                detached,
                START_TIMEOUT,
                this::answers);
    }

    /** Stops the server in order. */
    public void stop() {
        process.stop();
    }

    /** Kills the server (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Kills the server if it runs, and deletes its data: started again, it is another one, and empty. */
    void discard() {
        kill();
        try {
            Cache.deleteTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the server, which must be down, another {@code server_uuid}, as if another one stood in its place. */
    public void becomeAnother() {
        try {
            Files.delete(data.resolve("auto.cnf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server if it runs, and starts it on the same data and port. */
    public void restart() {
        stop();
        start();
    }

    private boolean answers() {
        try (Connection connection = rootConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Without the performance schema a server of 500 connections takes 100 MB of memory, not 400. */
    private String configuration() {
        return """
                [mysqld]
                user=%s
                datadir=%s
                tmpdir=%s
                bind-address=127.0.0.1
                port=%d
                socket=%s
                pid-file=%s
                skip-name-resolve=ON
                init-file=%s
                server-id=%d
                log-bin=binlog
                relay-log=relay
                relay-log-recovery=ON
                binlog-format=ROW
                binlog-row-image=FULL
                binlog-row-metadata=FULL
                binlog-expire-logs-seconds=604800
                default-time-zone=+00:00
                character-set-server=utf8mb4
                max-connections=500
                max-allowed-packet=64M
                innodb-flush-log-at-trx-commit=2
                sync-binlog=0
                local-infile=ON
                performance-schema=OFF
                table-open-cache=400
                innodb-buffer-pool-size=128M
                %s""".formatted(
                        System.getProperty("user.name"),
                        data,
                        folder.resolve("tmp"),
                        port,
                        socket(),
                        folder.resolve("mysqld.pid"),
                        folder.resolve("init.sql"),
                        serverId,
                        software.configuration());
    }

    /** A socket's path may have 107 characters, which a deep working folder exceeds. */
    private static final int MAX_SOCKET_PATH = 107;

    private Path socket() {
        Path inFolder = folder.resolve("mysqld.sock");
        return inFolder.toString().length() <= MAX_SOCKET_PATH
                ? inFolder
                : Path.of(System.getProperty("java.io.tmpdir"), "tributary-mysqld-" + port + ".sock");
    }

    /** mysqld runs this file at every start, one statement a line; the binlog must not see it. */
    private String users() {
        return """
                SET sql_log_bin = 0;
                ALTER USER 'root'@'localhost' IDENTIFIED %4$s '%1$s';
                CREATE USER IF NOT EXISTS 'root'@'%%' IDENTIFIED %4$s '%1$s';
                GRANT ALL ON *.* TO 'root'@'%%' WITH GRANT OPTION;
                CREATE USER IF NOT EXISTS '%2$s'@'%%' IDENTIFIED %4$s '%3$s';
                GRANT SELECT, RELOAD, LOCK TABLES, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '%2$s'@'%%';
                """.formatted(ROOT_PASSWORD, USER, PASSWORD, software.identifiedBy());
    }
}
