package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.TableCut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint keeps of a {@link TableProgress}.
 *
 * @param next where it goes from DRAINING or RELEASING
 * @param released see {@link TableProgress#released}
 * @param snapshot null where none is taken, or the reader of the binlog has the table
 * @param cut how far it is cut into chunks; null where all are cut
 */
record TableProgressState(
        TableId table,
        int resyncs,
        TablePhase phase,
        TablePhase next,
        int released,
        int generation,
        @Nullable TableSnapshot snapshot,
        long endVersion,
        @Nullable TableCut cut,
        List<Chunk> planned,
        List<Chunk> handedOut) {

    TableProgressState {
        planned = List.copyOf(planned);
        handedOut = List.copyOf(handedOut);
    }
}
