/**
 * The only room that sees the ClickHouse driver: a client that executes, queries and inserts, with every failure
 * classified once.
 */
@NullMarked
package dev.tributary.clickhouse;

import org.jspecify.annotations.NullMarked;
