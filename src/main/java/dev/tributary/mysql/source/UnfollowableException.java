package dev.tributary.mysql.source;

import dev.tributary.mysql.ddl.RefusedTableException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Ends the job over a table that is refused, where its policy says so. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError) // the binlog would bring it again
final class UnfollowableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfollowableException(RefusedTableException refusal) {
        super(refusal.getMessage(), refusal);
    }
}
