package dev.tributary.mysql.binlog;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The binlog of a server, read over one connection, once, in the thread that calls {@link #read}. All other methods may be called
 * by any thread.
 */
public final class BinlogStream implements AutoCloseable {

    /** How often a server says that it is there when it has nothing else to say. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /**
     * How a stream connects.
     *
     * @param serverId by which the server knows its readers: no other one of the server may have it
     * @param heartbeat how often the server has to send something
     * @param connectTimeout until the server has authenticated us
     * @param readTimeout without a byte, after which the stream fails
     */
    public record Settings(
            MySqlEndpoint endpoint, long serverId, Duration heartbeat, Duration connectTimeout, Duration readTimeout) {

        public Settings {
            if (serverId < 1 || serverId > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("server id " + serverId + " is not between 1 and 4294967295");
            }
            if (heartbeat.compareTo(readTimeout) >= 0) {
                throw new IllegalArgumentException(
                        "heartbeats each " + heartbeat + " cannot keep a connection that waits for " + readTimeout);
            }
        }
    }

    /** Where to begin. */
    public sealed interface Start {

        /** Of a file's first event. */
        long FIRST_OFFSET = 4;

        /** The largest offset that can be asked for is of 32 bits. */
        long LARGEST_OFFSET = 0xFFFF_FFFFL;

        /** At an event of a file. */
        record At(String file, long offset) implements Start {

            public At {
                if (file.isEmpty() || offset < FIRST_OFFSET) {
                    throw new IllegalArgumentException("not a place in a binlog: '" + file + "', position " + offset);
                }
            }

            @Override
            public <R> R choose(Function<At, R> at, Function<Behind, R> behind) {
                return at.apply(this);
            }

            /** What the server is asked for: the file's first event where it cannot be asked for the offset. */
            long requestedOffset() {
                return offset > LARGEST_OFFSET ? FIRST_OFFSET : offset;
            }
        }

        /**
         * At the first transaction that is not of a set; the server finds the place, and passes over those of the set that
         * follow. For another server than the one that was read before.
         *
         * @param gtids as MySQL writes sets of GTIDs
         */
        record Behind(String gtids) implements Start {

            private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
            private static final Pattern INTERVAL = Pattern.compile("\\d{1,19}(-\\d{1,19})?");

            public Behind {
                gtids = gtids.replaceAll("\\s", "");
                Set<String> servers = new HashSet<>();
                for (String ofServer : gtids.isEmpty() ? new String[0] : gtids.split(",", -1)) {
                    String[] parts = ofServer.split(":", -1);
                    boolean isSet = parts.length > 1
                            && UUID.matcher(parts[0]).matches()
                            && Stream.of(parts).skip(1).allMatch(INTERVAL.asMatchPredicate());
                    // Of several sets of a server the client takes the last one.
                    if (!isSet || !servers.add(parts[0].toLowerCase(Locale.ROOT))) {
                        throw new IllegalArgumentException(
                                "not a set of GTIDs, with each server in it once: '" + gtids + "'");
                    }
                }
            }

            @Override
            public <R> R choose(Function<At, R> at, Function<Behind, R> behind) {
                return behind.apply(this);
            }
        }

        /** What the function for this kind of start answers. */
        <R> R choose(Function<At, R> at, Function<Behind, R> behind);

        static Start at(BinlogPosition position) {
            return new At(position.file(), position.offset());
        }
    }

    private final Settings settings;
    private final long madeNanos = System.nanoTime();
    private volatile @Nullable BinlogConnection connection;
    private volatile @Nullable EventPackets packets;
    private volatile boolean consuming;
    private volatile boolean closed;

    public BinlogStream(Settings settings) {
        this.settings = settings;
    }

    /**
     * Hands the consumer all that follows, until the stream is closed, which ends it without an error, or fails. The first event
     * is the {@link FileBegan} of the file in which it begins.
     *
     * @throws BinlogFailure for all that is not the consumer's
     * @throws X what the consumer throws
     */
    public <X extends Exception> void read(Start start, EventConsumer<X> consumer) throws BinlogFailure, X {
        BinlogConnection opened = connection(start);
        try {
            EventReader reader = new EventReader();
            FarOffset offset = new FarOffset(start);
            EventPackets source = packets(opened);
            while (source != null && !closed) {
                BinlogEvent event = next(source, reader, offset);
                if (event != null) {
                    consuming = true;
                    consumer.accept(event);
                    source.listenAgain();
                    consuming = false;
                }
            }
        } finally {
            abort(opened);
        }
    }

    private synchronized BinlogConnection connection(Start start) {
        if (connection != null) {
            throw new IllegalStateException("a stream is read once");
        }
        BinlogConnection made = new BinlogConnection(settings, start);
        connection = made;
        return made;
    }

    /** Null when the stream was closed. */
    private @Nullable EventPackets packets(BinlogConnection opened) throws BinlogFailure {
        try {
            if (closed) {
                return null;
            }
            EventPackets source = new EventPackets(opened.open());
            packets = source;
            return source;
        } catch (IOException e) {
            return unlessClosed(e);
        }
    }

    /** Null when there is nothing to hand on, or the stream was closed. */
    private @Nullable BinlogEvent next(EventPackets source, EventReader reader, FarOffset offset) throws BinlogFailure {
        try {
            BinlogEvent event = reader.read(source.next());
            return event == null ? null : offset.pass(event);
        } catch (IOException e) {
            return unlessClosed(e);
        }
    }

    private <T> @Nullable T unlessClosed(IOException failure) throws BinlogFailure {
        if (closed) {
            return null;
        }
        throw ConnectionFailures.of(
                failure, settings.endpoint().host() + ":" + settings.endpoint().port());
    }

    /**
     * When something came from the server last, by {@link System#nanoTime}; now, while the consumer has an event and nobody
     * listens. A server that is there sends at least a heartbeat.
     */
    public long lastHeardNanos() {
        EventPackets source = packets;
        if (source == null) {
            return madeNanos;
        }
        return consuming ? System.nanoTime() : source.lastHeardNanos();
    }

    /** Ends the reading at once, wherever it stands; what the consumer has, it may finish. */
    @Override
    public void close() {
        BinlogConnection opened;
        synchronized (this) {
            closed = true;
            opened = connection;
        }
        if (opened != null) {
            abort(opened);
        }
    }

    private static void abort(BinlogConnection connection) {
        try {
            connection.abort();
        } catch (IOException e) {
            // It is of no more use in any case.
        }
    }
}
