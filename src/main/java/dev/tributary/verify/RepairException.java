package dev.tributary.verify;

/** Rows that differ could not be brought into their target. */
public final class RepairException extends Exception {

    private static final long serialVersionUID = 1L;

    RepairException(String message, Throwable cause) {
        super(message, cause);
    }
}
