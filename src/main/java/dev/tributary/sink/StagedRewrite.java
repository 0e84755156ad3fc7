package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;

/** A statement of a source that changes the target's earlier rows, to be applied by the epoch's merge. */
public record StagedRewrite(TableRewrite rewrite) implements Staged {

    @Override
    public TableId target() {
        return rewrite.target();
    }
}
