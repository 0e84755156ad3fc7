package dev.tributary.mysql.source;

import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogColumns;
import dev.tributary.mysql.binlog.RowImage;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.mysql.binlog.TableMap;
import dev.tributary.mysql.binlog.TableMapCheck;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.source.CascadingKeys.Cascade;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the foreign keys by which rows of other tables change together with those of an event. A parent need not be replicated: its
 * structure is asked of the server, and where rows have another one, every update counts.
 */
final class ParentRows {

    private final CascadingKeys keys;
    private final ServerInquiry inquiry;

    /** By the number that row events name a table by. */
    private final Map<Long, TableMap> parents = new HashMap<>();

    private final Map<TableId, Optional<TableStructure>> structures = new HashMap<>();

    ParentRows(CascadingKeys keys, ServerInquiry inquiry) {
        this.keys = keys;
        this.inquiry = inquiry;
    }

    /** The rows that follow under the map's number are of this form. */
    void map(TableMap map) {
        if (keys.isParent(id(map))) {
            parents.put(map.number(), map);
        } else {
            parents.remove(map.number());
        }
    }

    private static TableId id(TableMap map) {
        return new TableId(map.database(), map.table());
    }

    /** The keys by which the rows of the event change others. */
    List<Cascade> cascades(RowsData rows) throws SQLException {
        TableMap map = parents.get(rows.table());
        List<Cascade> found = new ArrayList<>();
        if (map != null && rows.foreignKeys()) {
            for (Cascade cascade : keys.of(id(map))) {
                if (cascade.concerns(rows.kind())
                        && changes(map, rows, cascade.key().parentColumns())) {
                    found.add(cascade);
                }
            }
        }
        return found;
    }

    /** Whether rows are gone, or have other values in one of the columns; also where that cannot be told. */
    private boolean changes(TableMap map, RowsData rows, List<String> names) throws SQLException {
        if (rows.kind() != RowsData.Kind.UPDATE) {
            return true;
        }
        TableStructure structure = structure(id(map));
        TableMap form = structure == null ? null : BinlogColumns.bind(map, structure, rows);
        if (structure == null
                || form == null
                || TableMapCheck.difference(form, structure) != null
                || !rows.isWhole(structure.columns().size())) {
            structures.remove(id(map));
            return true;
        }
        List<Column> columns = structure.columns();
        RowImage before = new RowImage(form, columns);
        RowImage after = new RowImage(form, columns);
        for (int at = rows.from(); at < rows.to(); ) {
            at = after.read(rows.bytes(), before.read(rows.bytes(), at));
            for (int i = 0; i < columns.size(); i++) {
                boolean named = names.stream().anyMatch(columns.get(i).name()::equalsIgnoreCase);
                if (named && !after.hasValueOf(before, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable TableStructure structure(TableId parent) throws SQLException {
        Optional<TableStructure> known = structures.get(parent);
        if (known == null) {
            known = inquiry.structure(parent);
            structures.put(parent, known);
        }
        return known.orElse(null);
    }
}
