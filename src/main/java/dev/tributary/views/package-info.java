/** Refreshes materialized views once the merges that they depend on are visible, no more often than they allow. */
@NullMarked
package dev.tributary.views;

import org.jspecify.annotations.NullMarked;
