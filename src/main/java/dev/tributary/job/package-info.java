/** The Flink job: the pipeline on one screen, its operator uids, and how a run starts. */
@NullMarked
package dev.tributary.job;

import org.jspecify.annotations.NullMarked;
