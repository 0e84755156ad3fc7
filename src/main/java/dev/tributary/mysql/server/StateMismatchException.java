package dev.tributary.mysql.server;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** The state that a job was to go on from does not fit its plan or its server. Restarting changes nothing about it. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class StateMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateMismatchException(String message) {
        super(message);
    }
}
