package dev.tributary.stream;

import dev.tributary.model.RowChange;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Keys the changes by table and merge fields. The key is their hash: whatever shares it goes the same way, and nothing
 * behind it keeps state per key.
 */
public final class MergeKeySelector implements KeySelector<RowChange, Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public Integer getKey(RowChange change) {
        return change.mergeKey().hashCode();
    }
}
