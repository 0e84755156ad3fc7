/** The Flink source of a server: what is read, by whom, how far, and what happens when something fails. */
@NullMarked
package dev.tributary.mysql.source;

import org.jspecify.annotations.NullMarked;
