package dev.tributary.mysql.binlog;

import dev.tributary.mysql.ddl.TableStructure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds the columns of a table's binlog rows to those of its structure.
 *
 * <p>Measured: MySQL 8.0.15, MySQL 9.7 and MariaDB 10.11 write all columns, in the order of {@code information_schema}: generated
 * ones, virtual or stored, with their values, and invisible ones. MySQL 8.0.15 has more in its TABLE_MAP events: an index on an
 * expression is one on a hidden virtual column, which stands among the others, behind those that there were when the index was
 * made. It has a bit in the events of rows, which is never set, and no value in any row image. MySQL 9.7 leaves it out.
 */
public final class BinlogColumns {

    /** The names that MySQL gives to hidden columns: a hash, and in later versions one that no statement can write. */
    private static final Pattern HIDDEN_NAME = Pattern.compile("[0-9a-f]{32}|!hidden!.*");

    private BinlogColumns() {}

    /**
     * The form of the rows without hidden columns: its columns are those of the structure, one for one, and the values of a row
     * image that {@link RowsData#isWhole is whole}.
     *
     * @return null where this cannot be known: the structure has another number of columns, or there are hidden ones, and neither
     *     names (binlog_row_metadata is not FULL) nor a whole row image tell which
     */
    public static @Nullable TableMap bind(TableMap map, TableStructure structure, RowsData rows) {
        int columns = structure.columns().size();
        List<Integer> visible = visible(map, structure);
        if (visible.size() == columns) {
            return map.only(visible);
        }
        if (map.columnNames() != null || rows.columns() != map.types().length) {
            return null;
        }
        for (BitSet image : List.of(rows.before(), rows.after())) {
            if (image.cardinality() == columns) {
                return map.only(image.stream().boxed().toList());
            }
        }
        return null;
    }

    /** The columns of the event that are not hidden for certain, each by its index there. */
    static List<Integer> visible(TableMap map, TableStructure structure) {
        List<String> names = map.columnNames();
        List<Integer> visible = new ArrayList<>();
        for (int i = 0; i < map.types().length; i++) {
            if (names == null
                    || !HIDDEN_NAME.matcher(names.get(i)).matches()
                    || structure.column(names.get(i)).isPresent()) {
                visible.add(i);
            }
        }
        return visible;
    }
}
