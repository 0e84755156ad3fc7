package dev.tributary.mysql.source;

import dev.tributary.journal.RowsReport;
import dev.tributary.model.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many rows a reader has read of each table since it began; for people, so that it may be a moment behind. */
final class RowCounts {

    private final Instant since = Instant.now();
    private final Map<TableId, Count> counts = new ConcurrentHashMap<>();

    /** The rows of one table. */
    static final class Count {

        private final LongAdder snapshotRows = new LongAdder();
        private final LongAdder changes = new LongAdder();
        private long reported;
    }

    void snapshotRows(TableId table, long rows) {
        of(table).snapshotRows.add(rows);
    }

    void changes(TableId table, long rows) {
        of(table).changes.add(rows);
    }

    private Count of(TableId table) {
        return counts.computeIfAbsent(table, each -> new Count());
    }

    /** The tables of which rows were read since this was asked last, by one thread. */
    List<RowsReport> changed(String server, int reader) {
        List<RowsReport> reports = new ArrayList<>();
        counts.forEach((table, count) -> {
            long snapshotRows = count.snapshotRows.sum();
            long changes = count.changes.sum();
            if (snapshotRows + changes != count.reported) {
                count.reported = snapshotRows + changes;
                reports.add(new RowsReport(server, reader, table, snapshotRows, changes, since));
            }
        });
        return reports;
    }
}
