package dev.tributary.mysql.source;

import dev.tributary.mysql.binlog.BinlogFailure;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Ends the job over an event that cannot be read, and may not be passed over. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError) // the binlog would bring it again
final class UnreadableBinlogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableBinlogException(BinlogFailure failure) {
        super(failure.getMessage(), failure);
    }
}
