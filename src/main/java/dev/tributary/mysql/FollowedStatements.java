package dev.tributary.mysql;

import com.github.shyiko.mysql.binlog.GtidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.jspecify.annotations.Nullable;

/**
 * The statements that a reader has gone past. The change source notes a table's new structure with a statement, but, with
 * GTIDs, counts the statement as done only with the transaction behind it. Going on from in between, it would apply the
 * statement once more, and a rename of columns would be undone. So the positions that are kept count it as done at once.
 */
final class FollowedStatements {

    private final List<String> gtids = new ArrayList<>();

    /** @param gtid null where the server has none */
    void add(@Nullable String gtid) {
        if (gtid != null) {
            gtids.add(gtid);
        }
    }

    /** The position with the statements counted as done; itself where they are. */
    BinlogOffset including(BinlogOffset offset) {
        String known = offset.getGtidSet();
        if (gtids.isEmpty() || known == null) {
            return offset;
        }
        GtidSet set = new GtidSet(known);
        gtids.removeIf(gtid -> !set.add(gtid));
        if (gtids.isEmpty()) {
            return offset;
        }
        Map<String, String> values = new HashMap<>(offset.getOffset());
        values.put(BinlogOffset.GTID_SET_KEY, set.toString());
        return new BinlogOffset(values);
    }
}
