package dev.tributary.mapping;

/** A MySQL type that has no exact ClickHouse type here. The message says the type and the remedy, not the column. */
public final class UnsupportedTypeException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnsupportedTypeException(String message) {
        super(message);
    }
}
