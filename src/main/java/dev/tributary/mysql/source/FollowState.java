package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.util.List;
import java.util.Map;

/**
 * How far the binlog was read for some tables.
 *
 * @param start where reading goes on: where a transaction begins
 * @param readVersion the version of the last event of which all changes were passed on; events from {@code start} up to it are
 *     read again and not passed on again
 * @param epochSecond when the event that was read last was written; 0 before there was one
 * @param tables those that are followed
 * @param refused how often those had been read anew that were refused, by which it is known that they must be once more
 * @param prepared transactions whose end is awaited
 */
record FollowState(
        BinlogPosition start,
        long readVersion,
        long epochSecond,
        Map<TableId, FollowedTable> tables,
        Map<TableId, Integer> refused,
        List<PreparedTransaction> prepared) {

    FollowState {
        tables = Map.copyOf(tables);
        refused = Map.copyOf(refused);
        prepared = List.copyOf(prepared);
    }
}
