package dev.tributary.mysql.source;

import dev.tributary.mysql.ddl.TableStructure;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changes are read from the binlog.
 *
 * @param structure of its rows at the position that is read; null where the table was dropped
 * @param resyncs how often it was asked to be read by a new snapshot
 * @param snapshotVersion of its snapshot's rows: what is older is in the snapshot
 * @param snapshotEnd the version of the binlog's end when the snapshot's last chunk was read: a statement up to there may have
 *     fallen between two chunks
 * @param prepared see {@link TableSnapshot}
 * @param removesOlderRows whether the rows that the snapshot did not find are still to be removed from the target
 */
record FollowedTable(
        @Nullable TableStructure structure,
        int resyncs,
        long snapshotVersion,
        long snapshotEnd,
        @Nullable Set<String> prepared,
        boolean removesOlderRows)
        implements Serializable {

    FollowedTable withStructure(@Nullable TableStructure changed) {
        return new FollowedTable(changed, resyncs, snapshotVersion, snapshotEnd, prepared, removesOlderRows);
    }

    /** Short, see {@link TableSnapshot#toString}. */
    @Override
    public String toString() {
        return "followed from version " + snapshotVersion + " on, read anew " + resyncs + " times";
    }

    FollowedTable withoutOlderRows() {
        return new FollowedTable(structure, resyncs, snapshotVersion, snapshotEnd, prepared, false);
    }
}
