package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;
import dev.tributary.mysql.server.ServerFailures;
import java.sql.SQLException;

/**
 * A table cannot be cut or read as it was planned: it, or a column or a key of it, is not there any more, or the
 * account may not read it any more. It concerns this table alone; the connection can be used on.
 */
public final class TableChangedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final TableId table;

    TableChangedException(TableId table, SQLException cause) {
        super("table " + table + " cannot be read as planned: " + ServerFailures.describe(cause), cause);
        this.table = table;
    }

    public TableId table() {
        return table;
    }
}
