/** Records the result of every commit in the service database, by an upsert that may be repeated. */
@NullMarked
package dev.tributary.results;

import org.jspecify.annotations.NullMarked;
