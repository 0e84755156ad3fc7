package dev.tributary.mysql;

import org.apache.flink.api.connector.source.SourceEvent;

/** The enumerator tells one reader of a bounded run that all readers have passed on all rows. */
record SnapshotComplete() implements SourceEvent {}
