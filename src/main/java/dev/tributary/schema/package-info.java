/**
 * Structures that change while the job runs: what a target needs for a new structure of a source table, how it gets it, and
 * the registry by which the sink learns of it.
 */
@NullMarked
package dev.tributary.schema;

import org.jspecify.annotations.NullMarked;
