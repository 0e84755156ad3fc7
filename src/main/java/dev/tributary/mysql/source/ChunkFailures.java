package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of tables of which chunks cannot be read: they are read once more from the beginning, or set aside where that would
 * end in the same place. Called by the enumerator's thread.
 */
final class ChunkFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkFailures.class);

    private final SplitEnumeratorContext<ServerSplit> context;
    private final SourceParts parts;
    private final SourceJournal journal;
    private final SnapshotProgress progress;
    private final Consumer<TableId> setAside;

    /** Tables whose refusal is on its way to ClickHouse. */
    private final Set<TableId> beingRefused = new HashSet<>();

    /** @param setAside has nothing more be read of a table */
    ChunkFailures(
            SplitEnumeratorContext<ServerSplit> context,
            SourceParts parts,
            SourceJournal journal,
            SnapshotProgress progress,
            Consumer<TableId> setAside) {
        this.context = context;
        this.parts = parts;
        this.journal = journal;
        this.progress = progress;
        this.setAside = setAside;
    }

    /** @param bounded whether readers keep chunks of the snapshot, so that it cannot be begun anew beside them */
    void failed(ChunkReport report, boolean bounded) {
        TableId table = report.id().table();
        if (bounded) {
            throw new StateMismatchException("the snapshot of table " + table + " of MySQL server " + parts.address()
                    + " cannot be completed: " + report.failure()
                    + ". Start the run again without its state: it takes another one");
        }
        TableProgress found = progress.find(table);
        if (!report.needsSomebody()) {
            LOG.warn("The snapshot of table {} is begun anew, all others go on: {}", table, report.failure());
        } else if (found != null && report.id().generation() == found.generation() && beingRefused.add(table)) {
            int resyncs = found.resyncs();
            context.callAsync(
                    () -> {
                        parts.refusals(journal)
                                .refuse(RefusedTableException.forSomebody(table, report.failure()), resyncs);
                        return table;
                    },
                    this::refused);
        }
    }

    private void refused(TableId table, Throwable failure) {
        if (failure instanceof UnfollowableException unfollowable) {
            throw unfollowable;
        }
        if (failure != null) {
            throw new IllegalStateException("a table of " + parts.address() + " cannot be set aside", failure);
        }
        beingRefused.remove(table);
        setAside.accept(table);
    }
}
