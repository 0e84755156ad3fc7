package dev.tributary.mysql;

import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator tells the readers that the server is there, and which one it must be from now on.
 *
 * @param snapshotVersions the version that the snapshot rows of each table carry
 */
record ServerVerified(String serverUuid, Map<String, Long> snapshotVersions) implements SourceEvent {}
