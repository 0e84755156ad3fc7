package dev.tributary.mysql.binlog;

import dev.tributary.model.RowVersion;
import java.io.Serializable;

/**
 * A place between two events of a server's binlog.
 *
 * @param file the binlog file's name
 * @param offset in bytes; beyond 2^32 in files that a huge transaction made
 * @param gtids the transactions that lie before it, as a set of GTIDs; empty where the server does not number them
 */
public record BinlogPosition(String file, long offset, String gtids) implements Serializable {

    /** Whether it lies before the other one in the same server's binlog. Files are compared by their numbers, of any length. */
    public boolean isBefore(BinlogPosition other) {
        long number = RowVersion.fileNumber(file);
        long otherNumber = RowVersion.fileNumber(other.file);
        return number == otherNumber ? offset < other.offset : number < otherNumber;
    }

    @Override
    public String toString() {
        return file + ", position " + offset;
    }
}
