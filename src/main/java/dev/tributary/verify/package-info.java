/**
 * Compares source and target by value and names the rows that differ. It shares nothing with the way the rows took: both
 * servers print their values themselves, and the two texts of a value are compared by what they mean.
 */
@NullMarked
package dev.tributary.verify;

import org.jspecify.annotations.NullMarked;
