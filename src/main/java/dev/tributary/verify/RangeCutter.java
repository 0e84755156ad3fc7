package dev.tributary.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a table into ranges of keys, one after the other, and passes over those that an earlier run found equal. */
final class RangeCutter {

    private final ComparedTable table;
    private final Statements statements;
    private final int rowsPerRange;
    private final EqualRanges equal;

    private @Nullable List<String> from;
    private boolean isCut;
    private long rowsPassedOver;

    RangeCutter(ComparedTable table, Statements statements, int rowsPerRange, EqualRanges equal) {
        this.table = table;
        this.statements = statements;
        this.rowsPerRange = rowsPerRange;
        this.equal = equal;
    }

    /** The next range to be compared; null when there is none any more. */
    @Nullable
    KeyRange next(Connection source) throws SQLException {
        while (!isCut) {
            EqualRanges.Equal known = equal.beginningAt(from);
            if (known != null) {
                rowsPassedOver += known.rows();
                advance(known.range().upTo());
                continue;
            }
            KeyRange range = new KeyRange(from, table.isPageable() ? end(source) : null);
            advance(range.upTo());
            return range;
        }
        return null;
    }

    private void advance(@Nullable List<String> to) {
        from = to;
        isCut = to == null;
    }

    private @Nullable List<String> end(Connection source) throws SQLException {
        List<String> end = null;
        String sql = statements.sourcePageEnd(new KeyRange(from, null), rowsPerRange);
        try (SourceRows keys = new SourceRows(source, sql)) {
            List<@Nullable String> key = keys.next();
            end = key == null ? null : table.keyOf(key);
        }
        List<String> nextKnown = equal.firstAbove(from);
        return nextKnown != null && (end == null || table.compareKeys(nextKnown, end) < 0) ? nextKnown : end;
    }

    /** Rows of ranges that an earlier run found equal. */
    long rowsPassedOver() {
        return rowsPassedOver;
    }
}
