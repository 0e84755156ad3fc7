package dev.tributary.mapping;

/** A date with a zero as its day or month, which only NULL can stand for, and the target's column cannot be NULL. */
public final class NoDateException extends UnencodableValueException {

    private static final long serialVersionUID = 1L;

    NoDateException(String text) {
        super(text + " is no date, and the column of the target cannot be NULL");
    }
}
