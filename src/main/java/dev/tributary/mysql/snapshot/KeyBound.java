package dev.tributary.mysql.snapshot;

import java.io.Serializable;
import java.util.List;

/** A place in the order of a {@link ChunkKey}: the values of a row's key columns, as literals of the server's SQL. */
public record KeyBound(List<String> literals) implements Serializable {

    public KeyBound {
        literals = List.copyOf(literals);
    }

    @Override
    public String toString() {
        return "(" + String.join(", ", literals) + ")";
    }
}
