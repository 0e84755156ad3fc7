package dev.tributary.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A column of a MySQL table.
 *
 * @param characterSet of a text, by MySQL's name; null for other types, and for UTF-8
 */
public record Column(
        String name,
        MySqlType type,
        boolean nullable,
        @Nullable String characterSet) implements Serializable {

    /** A column that is no text, or one in UTF-8. */
    public Column(String name, MySqlType type, boolean nullable) {
        this(name, type, nullable, null);
    }
}
