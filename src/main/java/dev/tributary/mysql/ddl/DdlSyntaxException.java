package dev.tributary.mysql.ddl;

/** A statement, or a part of one, that is not known here. */
final class DdlSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DdlSyntaxException(String message) {
        super(message);
    }
}
