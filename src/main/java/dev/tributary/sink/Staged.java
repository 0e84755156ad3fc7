package dev.tributary.sink;

import dev.tributary.model.TableId;

/** What a writer has for one target in one epoch. */
public sealed interface Staged permits StagedTable, StagedInline, StagedRewrite {

    TableId target();
}
