/**
 * MySQL servers as streams of changes, in rooms of their own: {@code binlog} and {@code snapshot} make rows of bytes, {@code ddl}
 * knows what statements do, {@code row} encodes rows for their targets, {@code server} asks servers by SQL, and {@code source} is
 * the Flink source that is made of them.
 */
@NullMarked
package dev.tributary.mysql;

import org.jspecify.annotations.NullMarked;
