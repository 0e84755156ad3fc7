package dev.tributary.schema;

/** A source table's structure that its target cannot take, as it is and by no change that would keep every value exact. */
public final class IncompatibleStructureException extends Exception {

    private static final long serialVersionUID = 1L;

    public IncompatibleStructureException(String message) {
        super(message);
    }
}
