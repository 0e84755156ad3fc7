package dev.tributary.mysql.ddl;

import dev.tributary.model.TableRewrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does to a table that is followed.
 *
 * @param after the structure that the rows behind it have; null where the table is gone
 * @param rewrites what becomes of the rows before it, one after the other; empty where they stay as they are
 */
public record DdlEffect(@Nullable TableStructure after, List<TableRewrite> rewrites) {

    public DdlEffect {
        rewrites = List.copyOf(rewrites);
    }
}
