/**
 * The words that everything else is written in: tables, columns, merge keys, and the change of a row on its way. Knows
 * the JDK alone.
 */
@NullMarked
package dev.tributary.model;

import org.jspecify.annotations.NullMarked;
