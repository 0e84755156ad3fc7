/** Rows of a MySQL table as row changes: the encoders that are compiled for a structure, and rows that do not fit. */
@NullMarked
package dev.tributary.mysql.row;

import org.jspecify.annotations.NullMarked;
