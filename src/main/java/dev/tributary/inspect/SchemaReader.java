package dev.tributary.inspect;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the structure of tables from {@code information_schema}. */
public final class SchemaReader {

    private static final String COLUMNS = """
            SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.IS_NULLABLE, c.CHARACTER_SET_NAME,
                   c.EXTRA
              FROM information_schema.COLUMNS c
              JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
             WHERE t.TABLE_TYPE = 'BASE TABLE' AND c.TABLE_SCHEMA IN (%s) AND c.TABLE_NAME IN (%s)
             ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION""";

    private static final String NAMES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE
              FROM information_schema.TABLES
             WHERE TABLE_SCHEMA IN (%s)""";

    /** A part of a key that is an expression has no column name: such a key is no use here. */
    private static final String UNIQUE_KEYS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NULLABLE
              FROM information_schema.STATISTICS
             WHERE NON_UNIQUE = 0 AND TABLE_SCHEMA IN (%s) AND TABLE_NAME IN (%s)
             ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""";

    /** The hidden column that MySQL gives tables without a primary key, with sql_generate_invisible_primary_key. */
    private static final String GENERATED_KEY = "my_row_id";

    private final MySqlSession session;
    private final Set<TableId> generatedKeys = new TreeSet<>();

    public SchemaReader(MySqlSession session) {
        this.session = session;
    }

    /**
     * The tables that exist of the given names in the given databases; views are left out.
     *
     * @param databases as the server spells them
     */
    public List<TableSchema> read(Collection<String> databases, Collection<String> tables) throws SQLException {
        if (databases.isEmpty() || tables.isEmpty()) {
            return List.of();
        }
        Map<TableId, Structure> structures = new TreeMap<>();
        // Where it is off, a column that the binlog has would be missing.
        session.setIfKnown("show_gipk_in_create_table_and_information_schema", "ON");
        query(COLUMNS, databases, tables, row -> {
            structure(structures, row).addColumn(row);
            if (isGeneratedKey(row.getString(3), row.getString(7))) {
                generatedKeys.add(new TableId(row.getString(1), row.getString(2)));
            }
        });
        query(UNIQUE_KEYS, databases, tables, row -> {
            TableId id = new TableId(row.getString(1), row.getString(2));
            Structure structure = structures.get(id);
            if (structure != null) {
                structure.addKeyPart(row);
            }
        });
        return structures.values().stream().map(Structure::build).toList();
    }

    /** All tables and views of the databases, those that are views with the value true. */
    public Map<TableId, Boolean> names(Collection<String> databases) throws SQLException {
        Map<TableId, Boolean> names = new TreeMap<>();
        if (!databases.isEmpty()) {
            session.query(
                    NAMES.formatted(String.join(", ", Collections.nCopies(databases.size(), "?"))),
                    row -> names.put(
                            new TableId(row.getString(1), row.getString(2)),
                            row.getString(3).contains("VIEW")),
                    databases.toArray(String[]::new));
        }
        return names;
    }

    /** Those of the tables that were read whose rows are told apart by a hidden column of MySQL's own. */
    public Set<TableId> generatedKeys() {
        return Set.copyOf(generatedKeys);
    }

    static boolean isGeneratedKey(String column, @Nullable String extra) {
        return column.equalsIgnoreCase(GENERATED_KEY)
                && extra != null
                && extra.toUpperCase(Locale.ROOT).contains("INVISIBLE");
    }

    private static Structure structure(Map<TableId, Structure> structures, ResultSet row) throws SQLException {
        return structures.computeIfAbsent(new TableId(row.getString(1), row.getString(2)), Structure::new);
    }

    private void query(
            String sql, Collection<String> databases, Collection<String> tables, MySqlSession.RowReader reader)
            throws SQLException {
        String[] parameters = Stream.concat(databases.stream(), tables.stream()).toArray(String[]::new);
        session.query(String.format(sql, marks(databases.size()), marks(tables.size())), reader, parameters);
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** A table as its rows of information_schema come in. */
    private static final class Structure {

        private static final String PRIMARY = "PRIMARY";

        private final TableId id;
        private final List<Column> columns = new ArrayList<>();
        private final Map<String, List<String>> keys = new TreeMap<>();
        private final Set<String> unusableKeys = new HashSet<>();

        Structure(TableId id) {
            this.id = id;
        }

        void addColumn(ResultSet row) throws SQLException {
            columns.add(new Column(
                    row.getString(3),
                    MySqlType.parse(row.getString(4)),
                    "YES".equals(row.getString(5)),
                    row.getString(6)));
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

        TableSchema build() {
            List<List<String>> uniqueKeys = keys.entrySet().stream()
                    .filter(key -> !key.getKey().equals(PRIMARY) && !unusableKeys.contains(key.getKey()))
                    .map(Map.Entry::getValue)
                    .collect(Collectors.toList());
            List<String> primaryKey = keys.getOrDefault(PRIMARY, List.of());
            return new TableSchema(id, columns, primaryKey, uniqueKeys);
        }
    }
}
