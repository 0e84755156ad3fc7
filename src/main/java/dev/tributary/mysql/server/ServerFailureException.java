package dev.tributary.mysql.server;

/**
 * A failure of a MySQL server, or of the way to it, with what it means. Its message names the server and shows no
 * secret.
 */
public final class ServerFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    public ServerFailureException(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public ServerFailureException(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
