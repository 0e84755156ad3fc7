package dev.tributary.mysql.ddl;

import dev.tributary.model.TableRewrite;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does to a table that is followed.
 *
 * @param after the structure that the rows behind it have; null where the table is gone
 * @param rewrite what becomes of the rows before it; null where they stay as they are
 */
public record DdlEffect(
        @Nullable TableStructure after, @Nullable TableRewrite rewrite) {}
