package dev.tributary.journal;

import dev.tributary.model.TableId;
import java.time.Instant;
import java.util.List;

/**
 * What one reader has read of one source table since its attempt began.
 *
 * @param server the first address of its server
 * @param reader the number of the parallel reader
 */
public record RowsReport(
        String server, int reader, TableId source, long snapshotRows, long changes, Instant countedSince)
        implements Entry {

    @Override
    public JournalTable table() {
        return JournalTable.ROWS;
    }

    @Override
    public List<String> key() {
        return List.of(server, source.database(), source.table(), Integer.toString(reader));
    }

    @Override
    public String values(JobRun run) {
        return Literals.row(
                run.job(),
                run.flinkJob(),
                server,
                source.database(),
                source.table(),
                reader,
                snapshotRows,
                changes,
                countedSince);
    }
}
