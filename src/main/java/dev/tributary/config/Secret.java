package dev.tributary.config;

import java.io.Serializable;

/** A password, resolved. It shows itself in no text but through {@link #reveal}. */
public record Secret(String value) implements Serializable {

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "********";
    }
}
