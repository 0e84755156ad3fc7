package dev.tributary.mysql.source;

import java.io.Serializable;

/**
 * Which server's binlog positions are meant.
 *
 * @param uuid the server's {@code server_uuid}
 * @param fileShift added to the numbers of its binlog files, so that versions grow when it took the place of another
 */
record ServerIdentity(String uuid, long fileShift) implements Serializable {}
