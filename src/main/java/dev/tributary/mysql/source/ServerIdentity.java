package dev.tributary.mysql.source;

import dev.tributary.model.RowVersion;
import java.io.Serializable;

/**
 * Which server's binlog positions are meant.
 *
 * @param uuid the server's {@code server_uuid}
 * @param fileShift added to the numbers of its binlog files, so that versions grow when it took the place of another
 */
record ServerIdentity(String uuid, long fileShift) implements Serializable {

    /** As this one, with all versions of its files above the given one. */
    ServerIdentity above(long version) {
        return new ServerIdentity(uuid, Math.max(fileShift, RowVersion.fileNumber(version)));
    }

    boolean isBelow(ServerIdentity other) {
        return uuid.equals(other.uuid) && fileShift < other.fileShift;
    }
}
