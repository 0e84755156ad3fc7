package dev.tributary.mysql.binlog;

import java.io.Serializable;

/**
 * A place between two events of a server's binlog.
 *
 * @param file the binlog file's name
 * @param offset in bytes; beyond 2^32 in files that a huge transaction made
 * @param gtids the transactions that lie before it, as a set of GTIDs; empty where the server does not number them
 */
public record BinlogPosition(String file, long offset, String gtids) implements Serializable {

    @Override
    public String toString() {
        return file + ", position " + offset;
    }
}
