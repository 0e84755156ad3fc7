package dev.tributary.mysql.server;

import dev.tributary.config.MySqlEndpoint;

/**
 * The server to read.
 *
 * @param endpoint one of those of the connection
 * @param status what it was like when it was asked
 * @param isSuccessor whether to read on by the GTIDs, since the position says nothing about its binlog
 */
public record ChosenServer(MySqlEndpoint endpoint, ServerStatus status, boolean isSuccessor) {}
