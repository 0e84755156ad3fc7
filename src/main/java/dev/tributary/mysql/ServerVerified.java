package dev.tributary.mysql;

import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator tells the readers that the server is there, and which one it must be from now on.
 *
 * @param snapshotVersions the version that the snapshot rows of each table carry
 * @param resyncs how often each table was asked to be read by a new snapshot
 * @param tables those that the enumerator knows; what readers remember of others' snapshots would not fit together with
 *     what it tells them
 */
record ServerVerified(
        String serverUuid, Map<String, Long> snapshotVersions, Map<String, Integer> resyncs, Set<String> tables)
        implements SourceEvent {}
