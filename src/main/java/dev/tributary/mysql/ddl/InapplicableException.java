package dev.tributary.mysql.ddl;

/** A statement that the server executed, and that does not fit the structure as it is known. */
final class InapplicableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InapplicableException(String message) {
        super(message);
    }
}
