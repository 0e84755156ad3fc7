/** The job as a whole, against real servers. */
@NullMarked
package dev.tributary.job;

import org.jspecify.annotations.NullMarked;
