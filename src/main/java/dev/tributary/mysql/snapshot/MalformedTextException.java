package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.UnencodableValueException;

/** A text is not of the form in which MySQL prints values of its type. The message goes on behind the text. */
final class MalformedTextException extends UnencodableValueException {

    private static final long serialVersionUID = 1L;

    MalformedTextException(String message) {
        super(message);
    }
}
