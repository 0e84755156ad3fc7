package dev.tributary.verify;

import dev.tributary.clickhouse.ClickHouseClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a range has, and 128 bits of their SHA-256 digests, folded into one number, whatever their order. Rows have keys
 * that differ, so their digests do; with as many rows on both sides, no row that is there twice can stand for one that is
 * missing.
 *
 * @param rows all of them
 * @param digests those that the server could work out a digest of; fewer where a value is too long for it
 */
record RangeChecksum(long rows, long digests, String high, String low) {

    static RangeChecksum ofSource(Connection source, String sql) throws SQLException {
        try (SourceRows rows = new SourceRows(source, sql)) {
            List<@Nullable String> row = Objects.requireNonNull(rows.next());
            while (rows.next() != null) {
                // an answer is to be read to its end
            }
            return of(row);
        }
    }

    static RangeChecksum ofTarget(ClickHouseClient target, String sql) {
        return of(target.query(sql).get(0));
    }

    private static RangeChecksum of(List<@Nullable String> row) {
        return new RangeChecksum(
                Long.parseLong(String.valueOf(row.get(0))),
                Long.parseLong(String.valueOf(row.get(1))),
                String.valueOf(row.get(2)),
                String.valueOf(row.get(3)));
    }

    /** Whether both sides have the same rows. */
    boolean proves(RangeChecksum other) {
        return rows == digests && equals(other);
    }
}
