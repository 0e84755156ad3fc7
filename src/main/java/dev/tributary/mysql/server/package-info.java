/** MySQL servers asked by SQL: which one it is, whether it can be read on, and what its failures mean. */
@NullMarked
package dev.tributary.mysql.server;

import org.jspecify.annotations.NullMarked;
