/**
 * The command line: check, plan, run, verify. A mistake of the user ends in a list of problems with remedies and an exit code,
 * never in a stack trace.
 */
@NullMarked
package dev.tributary.cli;

import org.jspecify.annotations.NullMarked;
