/**
 * The configuration: {@code sync.yaml} read into records that defend themselves, secrets resolved from the environment or
 * from files, and all problems reported at once with their paths.
 */
@NullMarked
package dev.tributary.config;

import org.jspecify.annotations.NullMarked;
