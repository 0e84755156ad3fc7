/**
 * ClickHouse's HTTP interface over the engine as a library (libchdb), enough of it that the ordinary ClickHouse drivers
 * work unmodified: queries in any format, streamed inserts, compression, parameters, settings, {@code KILL QUERY},
 * error codes. It runs in a JVM of its own, started by {@link dev.tributary.embedded.EmbeddedClickHouse}.
 */
@NullMarked
package dev.tributary.embedded.gateway;

import org.jspecify.annotations.NullMarked;
