/**
 * The configuration: {@code sync.yaml} read into records that defend themselves, secrets kept as references to the
 * environment and to files, and all problems reported at once with their paths.
 */
@NullMarked
package dev.tributary.config;

import org.jspecify.annotations.NullMarked;
