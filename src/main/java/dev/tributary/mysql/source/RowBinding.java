package dev.tributary.mysql.source;

import dev.tributary.model.Column;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogColumns;
import dev.tributary.mysql.binlog.RowImage;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.mysql.binlog.TableMap;
import dev.tributary.mysql.binlog.TableMapCheck;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.row.RouteEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of one table in one form, bound to the structure that they were written with, which is made sure of before the first. */
final class RowBinding {

    private final TableId table;
    private final TableMap map;
    private final FollowedTable followed;
    private final TableRoutes routes;

    private int columns;
    private @Nullable RouteEncoder encoder;
    private @Nullable RowImage before;
    private @Nullable RowImage after;

    RowBinding(TableId table, TableMap map, FollowedTable followed, TableRoutes routes) {
        this.table = table;
        this.map = map;
        this.followed = followed;
        this.routes = routes;
    }

    TableId table() {
        return table;
    }

    /** Whether rows of another map, for the table as it is followed now, are bound alike. */
    boolean isFor(TableMap other, FollowedTable now) {
        return followed == now
                && Arrays.equals(map.types(), other.types())
                && Arrays.equals(map.metadata(), other.metadata())
                && map.nullable().equals(other.nullable())
                && map.database().equals(other.database())
                && map.table().equals(other.table());
    }

    /**
     * Encodes the rows of an event.
     *
     * @param version of its first row
     * @return how many rows there were
     * @throws RefusedTableException where the rows cannot be bound to the structure
     */
    long encode(RowsData rows, long version, long sourceTimeMillis, Consumer<RowChange> out) {
        if (Long.compareUnsigned(version, followed.snapshotVersion()) < 0) {
            return 0;
        }
        RouteEncoder bound = encoder == null ? bind(rows, version) : encoder;
        requireWhole(rows, columns);
        RowImage old = before;
        RowImage now = after;
        if (old == null || now == null) {
            throw new IllegalStateException("the images of " + table + " are made with its encoder");
        }
        byte[] bytes = rows.bytes();
        int at = rows.from();
        long row = version;
        for (; at < rows.to(); row++) {
            switch (rows.kind()) {
                case INSERT -> {
                    at = now.read(bytes, at);
                    bound.insert(now, row, sourceTimeMillis, out);
                }
                case UPDATE -> {
                    at = now.read(bytes, old.read(bytes, at));
                    bound.update(old, now, row, sourceTimeMillis, out);
                }
                case DELETE -> {
                    at = old.read(bytes, at);
                    bound.delete(old, row, sourceTimeMillis, out);
                }
            }
        }
        return row - version;
    }

    private RouteEncoder bind(RowsData rows, long version) {
        TableStructure structure = followed.structure();
        if (structure == null) {
            throw new RefusedTableException(table, "rows of it came although it was dropped");
        }
        TableMap form = BinlogColumns.bind(map, structure, rows);
        String difference = TableMapCheck.difference(form == null ? map : form, structure);
        if (form == null || difference != null) {
            if (version <= followed.snapshotEnd()) {
                throw new RefusedTableException(table, "a statement on it was executed while its snapshot was taken");
            }
            throw new RefusedTableException(
                    table,
                    "its rows have another structure than its statements in the binlog gave it ("
                            + (difference == null
                                    ? rows.columns() + " columns, where "
                                            + structure.columns().size() + " are expected"
                                    : difference)
                            + "): it was altered with sql_log_bin = 0");
        }
        List<Column> bindable = structure.columns();
        columns = bindable.size();
        before = new RowImage(form, bindable);
        after = new RowImage(form, bindable);
        RouteEncoder bound = routes.encoder(table, bindable);
        encoder = bound;
        return bound;
    }

    private void requireWhole(RowsData rows, int columns) {
        if (!rows.isWhole(columns)) {
            throw RefusedTableException.forSomebody(
                    table,
                    "the binlog has rows of it without some of their columns; binlog_row_image must be FULL in every"
                            + " session");
        }
    }
}
