package dev.tributary.verify;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ranges of one table that were found equal: by an earlier run, and by this one for those to come. */
final class EqualRanges {

    /** @param rows how many it had */
    record Equal(KeyRange range, long rows) {}

    private final NavigableMap<List<String>, Equal> earlier;
    private @Nullable Equal first;
    private final Memory memory;

    EqualRanges(ComparedTable table, Memory memory) {
        this.earlier = new TreeMap<>(table::compareKeys);
        this.memory = memory;
    }

    /** Ranges that nobody will ask for again. */
    static EqualRanges forgotten(ComparedTable table) {
        return new EqualRanges(table, equal -> {});
    }

    /** An earlier run found the range equal. */
    void add(Equal equal) {
        List<String> above = equal.range().above();
        if (above == null) {
            first = equal;
        } else {
            earlier.put(above, equal);
        }
    }

    void remember(Equal equal) {
        memory.remember(equal);
    }

    @Nullable
    Equal beginningAt(@Nullable List<String> key) {
        return key == null ? first : earlier.get(key);
    }

    /** Where the first range that begins behind a key does; null for none. */
    @Nullable
    List<String> firstAbove(@Nullable List<String> key) {
        if (key == null) {
            return earlier.isEmpty() ? null : earlier.firstKey();
        }
        return earlier.higherKey(key);
    }

    /** Keeps ranges for a later run. */
    @FunctionalInterface
    interface Memory {
        void remember(Equal equal);
    }
}
