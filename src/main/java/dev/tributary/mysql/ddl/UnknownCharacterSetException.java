package dev.tributary.mysql.ddl;

/** A text has the character set of its database, and nothing says which that is. */
final class UnknownCharacterSetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownCharacterSetException() {
        super("a text has its database's character set, which is not known");
    }
}
