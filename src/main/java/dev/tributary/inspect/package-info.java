/**
 * Looks at MySQL servers through JDBC alone: can they be read and followed, and what structure do their tables have.
 * Planning and the service database come through here; nothing of Flink does.
 */
@NullMarked
package dev.tributary.inspect;

import org.jspecify.annotations.NullMarked;
