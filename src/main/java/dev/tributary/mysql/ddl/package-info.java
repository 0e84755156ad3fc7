/**
 * MySQL's statements: what they do to the structure and the rows of replicated tables, and which of them cannot be followed.
 * Knows neither Flink nor a connection.
 */
@NullMarked
package dev.tributary.mysql.ddl;

import org.jspecify.annotations.NullMarked;
