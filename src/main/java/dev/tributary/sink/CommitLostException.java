package dev.tributary.sink;

import dev.tributary.model.TableId;
import java.util.List;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A commit that is neither done nor can be done, since its staging tables are gone. Restarting would not bring them back. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class CommitLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitLostException(MergeCommittable committable, List<TableId> missing) {
        super("commit " + committable.commitId() + " of checkpoint " + committable.checkpointId() + " into "
                + committable.target() + " is not in the ledger, and its staging tables are gone: " + missing + ". "
                + committable.counts().upserts() + " upserts and "
                + committable.counts().deletes()
                + " deletes would be lost. Start the job without its state, so that it takes a new snapshot and"
                + " removes from the targets what MySQL does not have any more.");
    }
}
