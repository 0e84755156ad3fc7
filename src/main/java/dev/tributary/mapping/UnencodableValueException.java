package dev.tributary.mapping;

/** A value that the target's type cannot hold exactly. The message says the value and the limit, not yet the column. */
public class UnencodableValueException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnencodableValueException(String message) {
        super(message);
    }
}
