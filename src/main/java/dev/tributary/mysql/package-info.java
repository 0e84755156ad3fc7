/**
 * Reading MySQL servers as streams of changes. The only room that sees Flink CDC and Debezium: their records become {@link
 * dev.tributary.model.RowChange}s here, encoded once.
 */
@NullMarked
package dev.tributary.mysql;

import org.jspecify.annotations.NullMarked;
