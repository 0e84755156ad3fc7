package dev.tributary.journal;

import java.util.List;

/** A row of the journal. */
public sealed interface Entry permits ServerReport, TableReport, RowsReport, Event {

    JournalTable table();

    /** What a report is of: a newer one of the same key replaces it. Events have none. */
    List<String> key();

    /** The values of {@link JournalTable#columnNames} as they stand in VALUES. */
    String values(JobRun run);
}
