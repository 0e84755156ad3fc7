package dev.tributary.mysql;

import java.io.EOFException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The binlog has an event that the change source would pass over, with the changes in it. It is an {@code EOFException} because
 * the binlog client goes on behind an event that it could not read, unless it takes the connection for ended.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError) // the binlog would bring it again
public final class UnreadEventException extends EOFException {

    private static final long serialVersionUID = 1L;

    UnreadEventException(String message) {
        super(message);
    }
}
