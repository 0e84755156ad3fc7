package dev.tributary.mysql.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.network.protocol.command.Command;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogGtidCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import dev.tributary.mysql.binlog.BinlogStream.Settings;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A connection on which a server sends its binlog. Opening it is the binlog client's: network, encryption, authentication. What
 * comes then is not: the client's own loop passes over events that it fails to read, so it is left before it begins.
 */
final class BinlogConnection extends BinaryLogClient {

    /** The client logs under the name of this class, what is said by failures too. Kept, since loggers are collected else. */
    private static final Logger CLIENT_LOGGER = Logger.getLogger(BinlogConnection.class.getName());

    static {
        CLIENT_LOGGER.setLevel(Level.OFF);
    }

    private final Settings settings;
    private final Start start;
    private volatile Socket socket = new Socket();
    private volatile boolean closed;

    BinlogConnection(Settings settings, Start start) {
        super(
                settings.endpoint().host(),
                settings.endpoint().port(),
                settings.endpoint().user(),
                settings.endpoint().password().reveal());
        this.settings = settings;
        this.start = start;
        setKeepAlive(false);
        setConnectTimeout(settings.connectTimeout().toMillis());
        setSSLMode(TlsSockets.clientMode(settings.endpoint().tls()));
        setSslSocketFactory(new TlsSockets(settings.endpoint()));
        setSocketFactory(this::newSocket);
        setBinlogFilename(""); // else it asks for the newest one
        setThreadFactory(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects, and has the server send; answers what it sends from then on: packets, each with an event. */
    InputStream open() throws IOException {
        try {
            connect();
        } catch (StreamRequested expected) {
            return channel.getInputStream();
        } catch (RuntimeException e) {
            throw new IOException("the server does not speak MySQL's protocol as expected: " + e, e);
        }
        throw new IllegalStateException("the binlog client read the stream itself");
    }

    private Socket newSocket() throws SocketException {
        Socket made = new Socket();
        made.setKeepAlive(true);
        made.setSoTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
        socket = made;
        if (closed) {
            throw new SocketException("closed before it was opened");
        }
        return made;
    }

    /**
     * Ends the connection, in whatever state, so that a thread that waits on it fails at once. Below the encryption, whose own
     * end may wait for that thread.
     */
    void abort() throws IOException {
        closed = true;
        socket.close();
    }

    /**
     * Says that checksums are understood, whatever the server's setting: older files can have them although newer ones do not.
     * The names with "source" are those of servers that do not know the older ones any more.
     */
    @Override
    protected void setupConnection() throws IOException {
        long heartbeat = settings.heartbeat().toNanos();
        ask("SET @master_binlog_checksum = 'CRC32', @source_binlog_checksum = 'CRC32', @master_heartbeat_period = "
                + heartbeat + ", @source_heartbeat_period = " + heartbeat);
    }

    @Override
    protected void requestBinaryLogStream() throws IOException {
        boolean mariaDb = Boolean.TRUE.equals(getMariaDB());
        if (mariaDb) {
            // Else the server puts statements in the place of the events that begin transactions.
            ask("SET @mariadb_slave_capability = 4");
        }
        if (mariaDb && start instanceof Start.Behind behind) {
            throw new BinlogFailure(
                    Kind.REFUSED,
                    "MariaDB cannot be read from a set of GTIDs on that are MySQL's: '" + behind.gtids() + "'");
        }
        channel.write(start.<Command>choose(
                at -> new DumpBinaryLogCommand(settings.serverId(), at.file(), at.requestedOffset()),
                behind -> new DumpBinaryLogGtidCommand(
                        settings.serverId(), "", Start.FIRST_OFFSET, new GtidSet(behind.gtids()))));
        throw new StreamRequested();
    }

    private void ask(String statement) throws IOException {
        channel.write(new QueryCommand(statement));
        checkError(channel.read());
    }

    /** Leaves the client's way where its own loop would begin. */
    private static final class StreamRequested extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StreamRequested() {
            super(null, null, false, false);
        }
    }
}
