package dev.tributary.inspect;

import dev.tributary.model.TableId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows of dates that ClickHouse's types do not hold.
 *
 * @param allowsZeroDates whether its sql_mode lets sessions write dates that are none
 * @param columns by table and column, those of which something is known
 */
public record DateEvidence(boolean allowsZeroDates, Map<TableId, Map<String, ColumnDates>> columns) {

    public static final DateEvidence NONE = new DateEvidence(false, Map.of());

    public DateEvidence {
        columns = Map.copyOf(columns);
    }

    /**
     * Dates of one column, each as MySQL prints it.
     *
     * @param standard the column's default; null where that is no date
     * @param found those that were found in rows, among them the lowest and the highest of the rows that were looked at
     */
    public record ColumnDates(@Nullable String standard, List<String> found) {

        static final ColumnDates UNKNOWN = new ColumnDates(null, List.of());

        public ColumnDates {
            found = List.copyOf(found);
        }
    }

    public ColumnDates of(TableId table, String column) {
        return columns.getOrDefault(table, Map.of()).getOrDefault(column, ColumnDates.UNKNOWN);
    }
}
