/**
 * The service database: connections and tables that are kept in MySQL instead of, or besides, {@code sync.yaml}. Read
 * through JDBC when a plan is made.
 */
@NullMarked
package dev.tributary.connections;

import org.jspecify.annotations.NullMarked;
