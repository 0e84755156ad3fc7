/**
 * How a MySQL column becomes a ClickHouse column, and a MySQL value the RowBinary bytes of its ClickHouse type: one
 * readable table of types, values range-checked, nothing approximated.
 */
@NullMarked
package dev.tributary.mapping;

import org.jspecify.annotations.NullMarked;
