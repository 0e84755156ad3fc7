/**
 * A first configuration, written by what servers have: which databases are of one structure, which tables can be replicated from
 * them, and what stands in the way of the others.
 */
@NullMarked
package dev.tributary.init;

import org.jspecify.annotations.NullMarked;
