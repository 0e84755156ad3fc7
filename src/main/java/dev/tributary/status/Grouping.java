package dev.tributary.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sorted groups. */
final class Grouping {

    private Grouping() {}

    static <T> Map<String, List<T>> by(Collection<T> items, Function<T, String> key) {
        Map<String, List<T>> groups = new TreeMap<>();
        items.forEach(item -> groups.computeIfAbsent(key.apply(item), name -> new ArrayList<>())
                .add(item));
        return groups;
    }
}
