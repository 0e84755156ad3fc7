package dev.tributary.mysql.server;

import dev.tributary.inspect.MySqlSession;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structure of many tables from {@code information_schema} in three queries. Names are compared as the server
 * does; what comes out is spelt as the server spells it.
 */
public final class StructureReader {

    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_COLLATION
              FROM information_schema.TABLES
             WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN (%s) AND TABLE_NAME IN (%s)""";

    private static final String COLUMNS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, CHARACTER_SET_NAME, EXTRA
              FROM information_schema.COLUMNS
             WHERE TABLE_SCHEMA IN (%s) AND TABLE_NAME IN (%s)
             ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION""";

    /** A part of a key that is an expression has no column name: such a key is no use here. */
    private static final String UNIQUE_KEYS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NULLABLE
              FROM information_schema.STATISTICS
             WHERE NON_UNIQUE = 0 AND TABLE_SCHEMA IN (%s) AND TABLE_NAME IN (%s)
             ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""";

    private final ServerSession session;
    private final UnaryOperator<String> spelling;

    public StructureReader(ServerSession session) throws SQLException {
        this.session = session;
        String caseSetting = session.global(ServerSession.GlobalValues.VARIABLES, "lower_case_table_names")
                .getOrDefault("lower_case_table_names", "0");
        spelling = caseSetting.equals("0") ? name -> name : name -> name.toLowerCase(Locale.ROOT);
    }

    /**
     * The structures of the tables that exist and that the account can see, by the ids that were asked for. Views are
     * left out.
     */
    public Map<TableId, TableStructure> read(Collection<TableId> tables) throws SQLException {
        Map<TableId, Parts> parts = new LinkedHashMap<>();
        query(TABLES, tables, row -> {
            TableId id = id(row);
            parts.put(id, new Parts(id, characterSet(row.getString(3))));
        });
        parts.keySet().retainAll(requested(parts.keySet(), tables).values());
        query(COLUMNS, tables, row -> {
            Parts table = parts.get(id(row));
            if (table != null) {
                table.addColumn(row);
            }
        });
        query(UNIQUE_KEYS, tables, row -> {
            Parts table = parts.get(id(row));
            if (table != null) {
                table.addKeyPart(row);
            }
        });
        Map<TableId, TableStructure> structures = new TreeMap<>();
        requested(parts.keySet(), tables).forEach((asked, found) -> {
            TableStructure structure = Objects.requireNonNull(parts.get(found)).build();
            if (!structure.columns().isEmpty()) {
                structures.put(asked, structure);
            }
        });
        return structures;
    }

    /** Those of the given tables that are there, spelt as they were given. */
    static Set<TableId> existing(ServerSession session, Collection<TableId> tables) throws SQLException {
        StructureReader reader = new StructureReader(session);
        Set<TableId> found = new HashSet<>();
        reader.query(TABLES, tables, row -> found.add(id(row)));
        return reader.requested(found, tables).keySet();
    }

    private static TableId id(ResultSet row) throws SQLException {
        return new TableId(row.getString(1), row.getString(2));
    }

    /** A collation is named for its character set. A table that the server cannot open has none. */
    private static String characterSet(@Nullable String collation) {
        if (collation == null) {
            return "";
        }
        int end = collation.indexOf('_');
        return end < 0 ? collation : collation.substring(0, end);
    }

    /** What was asked for, and what the server calls it. */
    private Map<TableId, TableId> requested(Collection<TableId> found, Collection<TableId> asked) {
        Map<TableId, TableId> byComparableName = new TreeMap<>();
        found.forEach(id -> byComparableName.put(comparable(id), id));
        Map<TableId, TableId> requested = new TreeMap<>();
        asked.forEach(id -> {
            TableId server = byComparableName.get(comparable(id));
            if (server != null) {
                requested.put(id, server);
            }
        });
        return requested;
    }

    private TableId comparable(TableId id) {
        return new TableId(spelling.apply(id.database()), spelling.apply(id.table()));
    }

    private void query(String sql, Collection<TableId> tables, MySqlSession.RowReader reader) throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        List<String> databases =
                tables.stream().map(TableId::database).distinct().toList();
        List<String> names = tables.stream().map(TableId::table).distinct().toList();
        String[] parameters = Stream.concat(databases.stream(), names.stream()).toArray(String[]::new);
        session.query(String.format(sql, marks(databases.size()), marks(names.size())), reader, parameters);
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** A table as its rows of information_schema come in. */
    private static final class Parts {

        private static final String PRIMARY = "PRIMARY";

        private final TableId id;
        private final String characterSet;
        private final List<Column> columns = new ArrayList<>();
        private final Map<String, List<String>> keys = new TreeMap<>();
        private final Set<String> unusableKeys = new HashSet<>();
        private String counted = "";

        Parts(TableId id, String characterSet) {
            this.id = id;
            this.characterSet = characterSet;
        }

        void addColumn(ResultSet row) throws SQLException {
            columns.add(new Column(
                    row.getString(3),
                    MySqlType.parse(row.getString(4)),
                    "YES".equals(row.getString(5)),
                    row.getString(6)));
            if (row.getString(7).contains("auto_increment")) {
                counted = row.getString(3);
            }
        }

        void addKeyPart(ResultSet row) throws SQLException {
            String key = row.getString(3);
            String column = row.getString(4);
            if (column == null || "YES".equals(row.getString(5))) {
                unusableKeys.add(key);
            } else {
                keys.computeIfAbsent(key, unused -> new ArrayList<>()).add(column);
            }
        }

        TableStructure build() {
            List<String> primaryKey = keys.getOrDefault(PRIMARY, List.of());
            Map<String, List<String>> uniqueKeys = new TreeMap<>(keys);
            uniqueKeys.remove(PRIMARY);
            uniqueKeys.keySet().removeAll(unusableKeys);
            return new TableStructure(id, columns, primaryKey, uniqueKeys, characterSet, counted);
        }
    }
}
