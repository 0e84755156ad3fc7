package dev.tributary.mysql.binlog;

import java.util.zip.CRC32;

/** The CRC32 in which events end where binlog_checksum has it. The binlog client does not look at it. */
final class Checksums {

    static final int LENGTH = 4;

    private static final int FLAGS = 17;
    private static final int BEING_WRITTEN = 0x1;

    private final CRC32 crc = new CRC32();

    /** Whether the last bytes of an event are the checksum of those before. */
    boolean fits(byte[] event) {
        int end = event.length - LENGTH;
        crc.reset();
        crc.update(event, 0, end);
        return crc.getValue() == new EventBytes(event, end, event.length).unsigned32();
    }

    /** The same of a file's first event, of which a server flags that it still writes the file, after it made the checksum. */
    boolean fitsFirst(byte[] event) {
        if ((event[FLAGS] & BEING_WRITTEN) == 0) {
            return fits(event);
        }
        byte[] unflagged = event.clone();
        unflagged[FLAGS] &= ~BEING_WRITTEN;
        return fits(unflagged);
    }
}
