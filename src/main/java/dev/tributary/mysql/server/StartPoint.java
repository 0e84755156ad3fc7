package dev.tributary.mysql.server;

import dev.tributary.mysql.binlog.BinlogPosition;
import java.io.Serializable;

/**
 * Where to follow the binlog from for a snapshot whose first SELECT comes after this was taken.
 *
 * @param position all transactions before it are visible to the SELECTs, but for those that are prepared. Its GTIDs
 *     hold all transactions before it, and can hold some that come after it, but before {@code gtidsHoldFrom}
 * @param gtidsHoldFrom from here on the GTIDs of {@code position}, with those that were read since, are exactly the
 *     transactions before. Before it they must not be used to read on from another server's binlog. Equal to the
 *     position on a server that had nothing to commit
 * @param prepared XA transactions whose rows can lie before the position and are invisible until somebody commits them
 */
public record StartPoint(BinlogPosition position, BinlogPosition gtidsHoldFrom, PreparedTransactions prepared)
        implements Serializable {}
