package dev.tributary.mysql.source;

import dev.tributary.journal.EventKind;
import dev.tributary.model.TableId;

/** What a reader takes note of for people beside its work, and where refusals go. */
record ReaderNotes(SourceJournal journal, RowCounts counts, Refusals refusals) {

    private static final int LONGEST_STATEMENT = 300;

    /** The structure of a table has changed by a statement. */
    void structureFollowed(TableId table, String statement) {
        String line = statement.replaceAll("\\s+", " ").strip();
        String shown = line.length() > LONGEST_STATEMENT ? line.substring(0, LONGEST_STATEMENT) + " …" : line;
        journal.tell(EventKind.STRUCTURE_FOLLOWED, table, table + " is followed behind: " + shown, "");
    }
}
