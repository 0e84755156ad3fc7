package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys that a commit brings rows of or deletes.
 *
 * @param columns the key's columns; empty where nothing is staged
 * @param condition true for a row of the target that has one of the keys; {@code 0} where nothing is staged
 */
record StagedKeys(List<String> columns, String condition) {

    StagedKeys {
        columns = List.copyOf(columns);
    }

    static StagedKeys of(MergeCommittable committable) {
        return of(committable, KeyBucket.WHOLE);
    }

    /** Those of the keys that are in a bucket. */
    static StagedKeys of(MergeCommittable committable, KeyBucket bucket) {
        if (committable.groups().isEmpty()) {
            return new StagedKeys(List.of(), "0");
        }
        List<String> columns = committable.groups().get(0).schema().keyColumnNames();
        String quoted = Identifiers.quoteAll(columns);
        String staged = committable.groups().stream()
                .flatMap(group -> group.sources().stream())
                .map(source -> "SELECT " + quoted + " FROM " + source
                        + (bucket.isWhole() ? "" : " WHERE " + bucket.condition(columns)))
                .collect(Collectors.joining(" UNION ALL "));
        return new StagedKeys(columns, "(" + quoted + ") IN (" + staged + ")");
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }
}
