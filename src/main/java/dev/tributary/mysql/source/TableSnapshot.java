package dev.tributary.mysql.source;

import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.ddl.TableStructure;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the snapshot of a table is taken by.
 *
 * @param start the binlog is followed from here: every transaction before it was visible to the snapshot's first query
 * @param version of the snapshot's rows, which is that of {@code start}; 0 where the server writes no binlog
 * @param structure by which the rows are read
 * @param prepared the transactions (XA) that were prepared before {@code start} and may be committed behind it, whose rows
 *     are neither in the snapshot nor in the binlog that is read; null where the server does not tell
 */
record TableSnapshot(
        BinlogPosition start,
        long version,
        TableStructure structure,
        @Nullable Set<String> prepared) implements Serializable {

    /** Short: Flink prints every split that it assigns into a message that is seldom needed. */
    @Override
    public String toString() {
        return "the snapshot of version " + version + " at " + start;
    }
}
