package dev.tributary.sink;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Another Flink job merges under the same job name. Two of them would undo each other's merges. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LeaseHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseHeldException(String job, String flinkJob, String signOfLife) {
        super("job '" + job + "' already runs on this ClickHouse, as Flink job " + flinkJob
                + ", whose last sign of life was"
                + " at " + signOfLife + " UTC. Stop that one first (flink stop " + flinkJob
                + "), or give this one another job.name.");
    }
}
