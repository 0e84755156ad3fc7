/**
 * The merge sink: changes are windowed into batches, batches staged in ClickHouse while the epoch is open, and merged into
 * their targets by DELETE + INSERT once its checkpoint has completed, at most once each.
 */
@NullMarked
package dev.tributary.sink;

import org.jspecify.annotations.NullMarked;
