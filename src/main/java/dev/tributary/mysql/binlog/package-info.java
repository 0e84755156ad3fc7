/** The bytes of MySQL's replication stream: events, rows, and the values of every type. Knows neither Flink nor ClickHouse. */
@NullMarked
package dev.tributary.mysql.binlog;

import org.jspecify.annotations.NullMarked;
