package dev.tributary.mysql.server;

import dev.tributary.mysql.binlog.BinlogPosition;
import java.io.Serializable;

/**
 * What a state says of the server that was read.
 *
 * @param uuid of the server in whose binlog the position is
 * @param position up to which everything was read; its GTIDs are all the transactions before it, or empty
 * @param needsMore whether what stands behind the position is to be read
 */
public record FollowedServer(String uuid, BinlogPosition position, boolean needsMore) implements Serializable {}
