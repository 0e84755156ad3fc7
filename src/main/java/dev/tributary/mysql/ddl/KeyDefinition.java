package dev.tributary.mysql.ddl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as a statement defines it.
 *
 * @param name null where the server finds one
 * @param parts the columns, null for an expression
 */
public record KeyDefinition(Kind kind, @Nullable String name, List<@Nullable String> parts) {

    /** What a key says of the rows. */
    public enum Kind {
        PRIMARY,
        UNIQUE,
        /** No more than where they are. */
        PLAIN
    }

    public KeyDefinition {
        parts = Collections.unmodifiableList(new ArrayList<>(parts));
    }
}
