package dev.tributary.mysql.binlog;

import dev.tributary.model.RowVersion;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionCommitted;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link BinlogEvent}s of the events of one stream, in their order: how an event is read depends on those before it. The
 * forms are those of MySQL's {@code libbinlogevents} and of MariaDB's {@code log_event.h}.
 *
 * <p>Positions are the server's, which writes only their lowest 32 bits into events: where they go back within a file, it is
 * longer than 4 GiB, and the reader counts on. Events that the server makes for the stream alone move nothing.
 */
public final class EventReader {

    /** Of every event: time, type, server, length, next position, flags. */
    static final int HEADER_LENGTH = 19;

    private static final int LENGTH_OFFSET = 9;
    private static final int ARTIFICIAL = 0x20;
    private static final long POSITION_BITS = 0xFFFF_FFFFL;
    private static final long POSITION_WRAP = 1L << 32;

    private static final int TABLE_POST_HEADER = 8;
    private static final int TABLE_AND_EXTRA_POST_HEADER = 10;

    private final Checksums checksums = new Checksums();
    private final KnownTableMaps tables = new KnownTableMaps();
    private FormatDescription format = FormatDescription.NONE;
    private String file = "";
    private long position;

    /**
     * Reads the next event of the stream.
     *
     * @param bytes of the event, from its header to its checksum; those of rows are kept
     * @return null for an event that says nothing that matters
     * @throws BinlogFailure DAMAGED or UNREADABLE; the reader is of no more use then
     */
    public @Nullable BinlogEvent read(byte[] bytes) throws BinlogFailure {
        try {
            EventBytes in = new EventBytes(bytes, 0, bytes.length);
            long epochSecond = in.unsigned32();
            int type = in.unsigned8();
            long serverId = in.unsigned32();
            long length = in.unsigned32();
            long nextPosition = in.unsigned32();
            int flags = in.unsigned16();
            if (length != bytes.length) {
                throw new IllegalArgumentException("its header says that it has " + length + " bytes");
            }
            boolean placed = isPlaced(type, flags, nextPosition);
            long end = placed ? end(nextPosition) : position;
            EventHead head = new EventHead(placed ? end - length : end, end, epochSecond, serverId);
            EventBytes body = new EventBytes(bytes, HEADER_LENGTH, endOfBody(bytes, type, placed, end));
            position = end;
            return body(type, flags, head, body);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw unreadable(bytes, e);
        }
    }

    /** The length of the event that begins with these bytes, which are {@link #HEADER_LENGTH} at least. */
    static long length(byte[] header) {
        return new EventBytes(header, LENGTH_OFFSET, header.length).unsigned32();
    }

    /** Whether the event stands in the file, and was not made for the stream. */
    private static boolean isPlaced(int type, int flags, long nextPosition) {
        return nextPosition != 0
                && (flags & ARTIFICIAL) == 0
                && type != EventTypes.HEARTBEAT
                && type != EventTypes.HEARTBEAT_2;
    }

    private long end(long nextPosition) {
        long end = position & ~POSITION_BITS | nextPosition;
        return end < position ? end + POSITION_WRAP : end;
    }

    /** Where the checksum begins, if there is one. */
    private int endOfBody(byte[] bytes, int type, boolean placed, long end) throws BinlogFailure {
        if (type == EventTypes.FORMAT_DESCRIPTION) {
            format = FormatDescription.read(new EventBytes(bytes, HEADER_LENGTH, bytes.length));
            if (format.checksummed() && !checksums.fitsFirst(bytes)) {
                throw damaged(bytes, type, end);
            }
            return bytes.length;
        }
        if (type == EventTypes.ROTATE && !placed) {
            // It comes before the event that says whether there are checksums.
            return checksums.fits(bytes) ? bytes.length - Checksums.LENGTH : bytes.length;
        }
        if (!format.checksummed()) {
            return bytes.length;
        }
        if (!checksums.fits(bytes)) {
            throw damaged(bytes, type, end);
        }
        return bytes.length - Checksums.LENGTH;
    }

    private @Nullable BinlogEvent body(int type, int flags, EventHead head, EventBytes in) throws BinlogFailure {
        return switch (type) {
            case EventTypes.FORMAT_DESCRIPTION -> null;
            case EventTypes.ROTATE -> fileBegan(head, in);
            case EventTypes.HEARTBEAT, EventTypes.HEARTBEAT_2 -> new Heartbeat(head);
            case EventTypes.GTID -> TransactionReader.began(head, in, true);
            case EventTypes.ANONYMOUS_GTID -> TransactionReader.began(head, in, false);
            case EventTypes.MARIADB_GTID -> TransactionReader.beganOnMariaDb(head, in);
            case EventTypes.QUERY ->
                StatementReader.read(head, in, format.postHeader(type, StatementReader.QUERY_POST_HEADER));
            case EventTypes.EXECUTE_LOAD_QUERY ->
                StatementReader.read(head, in, format.postHeader(type, StatementReader.LOAD_POST_HEADER));
            case EventTypes.TABLE_MAP ->
                new TableMapped(head, tables.read(in, format.postHeader(type, TABLE_POST_HEADER)));
            case EventTypes.WRITE_ROWS_1 -> rows(head, in, RowsData.Kind.INSERT, type, TABLE_POST_HEADER);
            case EventTypes.UPDATE_ROWS_1 -> rows(head, in, RowsData.Kind.UPDATE, type, TABLE_POST_HEADER);
            case EventTypes.DELETE_ROWS_1 -> rows(head, in, RowsData.Kind.DELETE, type, TABLE_POST_HEADER);
            case EventTypes.WRITE_ROWS_2 -> rows(head, in, RowsData.Kind.INSERT, type, TABLE_AND_EXTRA_POST_HEADER);
            case EventTypes.UPDATE_ROWS_2 -> rows(head, in, RowsData.Kind.UPDATE, type, TABLE_AND_EXTRA_POST_HEADER);
            case EventTypes.DELETE_ROWS_2 -> rows(head, in, RowsData.Kind.DELETE, type, TABLE_AND_EXTRA_POST_HEADER);
            case EventTypes.XID -> new TransactionCommitted(head);
            case EventTypes.XA_PREPARE -> TransactionReader.prepared(head, in);
            default -> {
                UnreadEvents.refuse(type, flags, head.end());
                yield null;
            }
        };
    }

    private FileBegan fileBegan(EventHead head, EventBytes in) {
        position = in.signed64();
        file = in.name(in.remaining());
        RowVersion.fileNumber(file); // or it is no file's name
        return new FileBegan(head, file, position);
    }

    private @Nullable RowsChanged rows(EventHead head, EventBytes in, RowsData.Kind kind, int type, int usual) {
        RowsData rows = RowsReader.read(in, kind, format.postHeader(type, usual));
        return rows == null ? null : new RowsChanged(head, rows);
    }

    private BinlogFailure damaged(byte[] bytes, int type, long end) {
        return new BinlogFailure(
                Kind.DAMAGED,
                "the event of type " + type + " with " + bytes.length + " bytes before position " + end + " of '" + file
                        + "' does not fit its checksum: it was changed on its way, or on the server's disk. If it comes so"
                        + " again, start the job without its state: it takes a new snapshot");
    }

    private BinlogFailure unreadable(byte[] bytes, RuntimeException cause) {
        int type = bytes.length > 4 ? bytes[4] & 0xFF : 0;
        return new BinlogFailure(
                Kind.UNREADABLE,
                "the event of type " + type + " with " + bytes.length + " bytes behind position " + position + " of '"
                        + file + "' does not have the form that this job knows (" + cause.getMessage()
                        + "). To resynchronise, start the job without its state: it takes a new snapshot",
                cause);
    }
}
