package dev.tributary.mysql.binlog;

/**
 * What every event begins with.
 *
 * @param start the event's first byte in its file, beyond 2^32 where the file is that long
 * @param end the first byte behind it
 * @param epochSecond when the statement began that wrote it
 * @param serverId of the server where it was written first
 */
public record EventHead(long start, long end, long epochSecond, long serverId) {}
