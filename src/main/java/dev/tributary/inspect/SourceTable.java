package dev.tributary.inspect;

import dev.tributary.model.TableSchema;
import java.util.List;

/**
 * A table as it was found.
 *
 * @param virtualColumns the columns of the schema that MySQL computes when they are read
 */
public record SourceTable(TableSchema schema, List<String> virtualColumns) {

    public SourceTable {
        virtualColumns = List.copyOf(virtualColumns);
    }
}
