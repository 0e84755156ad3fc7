package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table {@code t} on a server, and the structure that we make of the same statements. Where the server's own view of the
 * table and ours differ behind a statement, it is noted.
 */
final class FollowedTable {

    private final Connection connection;
    private final TableId id;
    private final DdlDialect dialect;
    private final String databaseCharacterSet;
    private final TableStructures structures;

    private @Nullable TableStructure followed;

    private final List<String> differences = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int executed;

    /** @param connection whose default database is the given one */
    FollowedTable(Connection connection, String database, DdlDialect dialect) throws SQLException {
        this.connection = connection;
        this.id = new TableId(database, "t");
        this.dialect = dialect;
        this.structures = new TableStructures(dialect);
        this.databaseCharacterSet = text("SELECT DEFAULT_CHARACTER_SET_NAME FROM information_schema.SCHEMATA"
                + " WHERE SCHEMA_NAME = '" + database + "'");
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Statements with the server's structure and ours. */
    List<String> differences() {
        return differences;
    }

    /** Statements with the reason why we do not follow them. */
    List<String> refusals() {
        return refusals;
    }

    /** How many statements the server executed. */
    int executed() {
        return executed;
    }

    @Nullable
    TableStructure followed() {
        return followed;
    }

    /** Nothing happens if the server does not execute the statement. */
    void execute(String ddl) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ddl);
        } catch (SQLException e) {
            if (!connection.isValid(1)) {
                throw e;
            }
            return;
        }
        executed++;
        String mode = text("SELECT @@sql_mode");
        SessionSettings session = new SessionSettings(
                mode.contains("ANSI_QUOTES"), !mode.contains("NO_BACKSLASH_ESCAPES"), mode.contains("STRICT_"));
        TableStructure actual = actual();
        try {
            for (TableDdl read : new DdlReader(List.of(id), dialect).read(id.database(), session, ddl)) {
                follow(read);
            }
            compare(ddl, actual);
        } catch (RefusedTableException e) {
            refusals.add(ddl + "\n    " + e.change());
            followed = actual;
        }
    }

    private void follow(TableDdl read) {
        if (read instanceof TableDdl.Alter alter && followed != null) {
            followed = structures.apply(followed, alter).after();
        } else if (read instanceof TableDdl.Create create
                && create.content() instanceof TableDdl.Content.Definition content) {
            if (followed == null || create.replaces()) {
                followed = structures.create(id, content.definition(), databaseCharacterSet);
            }
        } else if (read instanceof TableDdl.Drop) {
            followed = null;
        } else if (!(read instanceof TableDdl.Truncate)) {
            throw new RefusedTableException(id, read.toString());
        }
    }

    private void compare(String ddl, @Nullable TableStructure actual) {
        if (actual == null || followed == null) {
            if (actual != followed) {
                differences.add(ddl + "\n    is " + actual + "\n    not " + followed);
                followed = actual;
            }
            return;
        }
        String is = text(actual);
        String ours = text(followed);
        boolean keysHold = followed.uniqueKeys().entrySet().stream()
                .allMatch(key -> sameKey(key.getValue(), find(actual.uniqueKeys(), key.getKey())));
        if (!is.equals(ours) || !keysHold) {
            differences.add(ddl + "\n    is   " + is + " " + actual.uniqueKeys() + "\n    ours " + ours + " "
                    + followed.uniqueKeys());
            followed = actual;
        }
    }

    private static @Nullable List<String> find(Map<String, List<String>> keys, String name) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(keys);
        return byName.get(name);
    }

    private static boolean sameKey(List<String> key, @Nullable List<String> other) {
        return other != null && key.toString().equalsIgnoreCase(other.toString());
    }

    /** All but unique keys, of which a structure may know fewer, in one form. */
    private static String text(TableStructure structure) {
        StringBuilder text = new StringBuilder();
        for (Column column : structure.columns()) {
            String characterSet = column.characterSet();
            text.append(column.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(type(column))
                    .append(column.nullable() ? " NULL" : " NOT NULL")
                    .append(
                            characterSet == null || characterSet.equals("binary")
                                    ? ""
                                    : " " + CharacterSetRules.canonical(characterSet))
                    .append(", ");
        }
        return text + structure.primaryKey().toString().toLowerCase(Locale.ROOT) + " "
                + CharacterSetRules.canonical(structure.characterSet());
    }

    /** information_schema does not show members whose characters have two bytes. */
    private static String type(Column column) {
        boolean hidden = TypeForm.hasMembers(column.type().name())
                && column.characterSet() != null
                && CharacterSetRules.shortest(column.characterSet()) > 1;
        return hidden ? column.type().name() : TypeForm.of(column.type()).toString();
    }

    /** The structure as the server has it; null where there is no such table. */
    private @Nullable TableStructure actual() throws SQLException {
        List<Column> columns = new ArrayList<>();
        StringBuilder counted = new StringBuilder();
        query(
                "SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, CHARACTER_SET_NAME, EXTRA = 'auto_increment'"
                        + " FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
                row -> {
                    columns.add(new Column(
                            row.getString(1),
                            MySqlType.parse(row.getString(2)),
                            row.getString(3).equals("YES"),
                            row.getString(4)));
                    counted.append(row.getBoolean(5) ? row.getString(1) : "");
                });
        if (columns.isEmpty()) {
            return null;
        }
        Map<String, List<String>> keys = new TreeMap<>();
        Set<String> useless = new HashSet<>();
        query(
                "SELECT INDEX_NAME, COLUMN_NAME, NULLABLE FROM information_schema.STATISTICS"
                        + " WHERE NON_UNIQUE = 0 AND TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                        + " ORDER BY INDEX_NAME, SEQ_IN_INDEX",
                row -> {
                    if (row.getString(2) == null || "YES".equals(row.getString(3))) {
                        useless.add(row.getString(1));
                    } else {
                        keys.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                                .add(row.getString(2));
                    }
                });
        keys.keySet().removeAll(useless);
        List<String> primary = keys.remove("PRIMARY");
        StringBuilder collation = new StringBuilder();
        query(
                "SELECT TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                row -> collation.append(row.getString(1)));
        return new TableStructure(
                id,
                columns,
                primary == null ? List.of() : primary,
                keys,
                Objects.requireNonNull(CharacterSetRules.ofCollation(collation.toString())),
                counted.toString());
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id.database());
            statement.setString(2, id.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
