/** Rows by SELECT: tables cut into chunks along their keys, and chunks read row by row. */
@NullMarked
package dev.tributary.mysql.snapshot;

import org.jspecify.annotations.NullMarked;
