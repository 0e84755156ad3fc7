/**
 * How changes travel between Flink operators: their type, their serializer, and the key that sends all changes of a row the
 * same way.
 */
@NullMarked
package dev.tributary.stream;

import org.jspecify.annotations.NullMarked;
