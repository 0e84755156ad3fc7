package dev.tributary.verify;

/**
 * The same few keys of a table as conditions of both servers.
 *
 * @param source MySQL's, of a session in UTC, for rows that are replicated alone
 * @param target ClickHouse's, for rows of the table's connection alone
 */
public record KeyCondition(String source, String target) {}
