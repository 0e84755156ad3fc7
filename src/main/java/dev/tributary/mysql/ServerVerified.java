package dev.tributary.mysql;

import org.apache.flink.api.connector.source.SourceEvent;

/** The enumerator tells the readers that the server is there, and which one it must be from now on. */
record ServerVerified(String serverUuid) implements SourceEvent {}
