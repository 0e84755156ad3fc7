/**
 * The job measured end to end: against the bare CDC source, on the same data and with the same settings; with many tables; and in
 * its latency. What is measured runs in a process of its own, so that processor time and memory can be told apart; {@code
 * bin/bench} runs it.
 */
@NullMarked
package dev.tributary.bench;

import org.jspecify.annotations.NullMarked;
