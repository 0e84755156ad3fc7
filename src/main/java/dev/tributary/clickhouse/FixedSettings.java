package dev.tributary.clickhouse;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What every statement says about itself, so that no profile of a user decides over exactness: a limit that is reached is an
 * error and never a shorter result, everything that was deleted or changed is seen, an insert is acknowledged when it is there,
 * and answers have one form.
 */
final class FixedSettings {

    private static final List<String> OVERFLOWS = List.of(
            "distinct_overflow_mode",
            "group_by_overflow_mode",
            "join_overflow_mode",
            "read_overflow_mode",
            "read_overflow_mode_leaf",
            "result_overflow_mode",
            "set_overflow_mode",
            "sort_overflow_mode",
            "timeout_overflow_mode",
            "timeout_overflow_mode_leaf",
            "transfer_overflow_mode");

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("limit", "0"),
            Map.entry("offset", "0"),
            Map.entry("extremes", "0"),
            Map.entry("async_insert", "0"),
            Map.entry("apply_deleted_mask", "1"),
            Map.entry("apply_patch_parts", "1"),
            Map.entry("transform_null_in", "0"),
            Map.entry("send_progress_in_http_headers", "0"),
            Map.entry("http_write_exception_in_output_format", "0"),
            Map.entry("format_tsv_null_representation", "\\N"),
            Map.entry("output_format_tsv_crlf_end_of_line", "0"),
            // A merge's statements hold the few rows of small commits, and the names of many tables.
            Map.entry("max_query_size", "268435456"));

    private FixedSettings() {}

    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(OTHERS);
        OVERFLOWS.forEach(name -> all.put(name, "throw"));
        return all;
    }

    /**
     * Without those that an older server does not know, and would refuse.
     *
     * @param ask answers the first column of a query
     */
    static Map<String, String> knownTo(Function<String, List<String>> ask) {
        Map<String, String> all = all();
        Set<String> known = new HashSet<>(ask.apply("SELECT name FROM system.settings WHERE name IN ("
                + all.keySet().stream().map(Identifiers::literal).collect(Collectors.joining(", ")) + ")"));
        all.keySet().retainAll(known);
        return Map.copyOf(all);
    }
}
