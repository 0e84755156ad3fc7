package dev.tributary.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row in which source and target differ.
 *
 * @param key the values of the merge key's columns, {@code _source_database} left out
 * @param values the columns that differ, for {@link Kind#DIFFERENT} only
 */
public record Difference(Kind kind, List<String> key, List<Value> values) {

    /** In which way a row differs. */
    public enum Kind {
        /** In the source, but not in the target. */
        MISSING,
        /** In the target, but not in the source. */
        EXTRA,
        /** More than once in the target. */
        DUPLICATE,
        /** In both, with different values. */
        DIFFERENT
    }

    /** A column's two values, long ones shortened; null is NULL. */
    public record Value(
            String column,
            @Nullable String source,
            @Nullable String target) {

        private static final int MAX_LENGTH = 120;

        static Value of(String column, @Nullable String source, @Nullable String target) {
            return new Value(column, shorten(source), shorten(target));
        }

        private static @Nullable String shorten(@Nullable String text) {
            return text == null || text.length() <= MAX_LENGTH
                    ? text
                    : text.substring(0, MAX_LENGTH) + "… (" + text.length() + " characters)";
        }

        @Override
        public String toString() {
            return column + ": source " + quote(source) + ", target " + quote(target);
        }

        private static String quote(@Nullable String text) {
            return text == null ? "NULL" : "'" + text + "'";
        }
    }

    public Difference {
        key = List.copyOf(key);
        values = List.copyOf(values);
    }
}
