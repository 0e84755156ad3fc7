package dev.tributary.faults;

import java.io.UncheckedIOException;
import java.util.List;

/** Questions to a ClickHouse that may be away, past the proxies. */
final class ClickHouse {

    private ClickHouse() {}

    /** Whether the query answers 1; false also where it cannot be asked, or the table is not there. */
    static boolean answers(TestStand stand, String sql) {
        return rows(stand, sql).equals(List.of(List.of("1")));
    }

    /** The rows of a query; none where it cannot be asked. */
    static List<List<String>> rows(TestStand stand, String sql) {
        try {
            return stand.clickHouse().query(sql);
        } catch (IllegalStateException | UncheckedIOException e) {
            return List.of();
        }
    }
}
