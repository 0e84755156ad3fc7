package dev.tributary.inspect;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.ForeignKey.Action;
import dev.tributary.model.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the foreign keys by which rows change that the binlog does not tell of. */
public final class ForeignKeyReader {

    private static final String KEYS = """
            SELECT r.CONSTRAINT_SCHEMA, r.TABLE_NAME, r.CONSTRAINT_NAME, k.COLUMN_NAME,
                   k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME,
                   r.DELETE_RULE, r.UPDATE_RULE
              FROM information_schema.REFERENTIAL_CONSTRAINTS r
              JOIN information_schema.KEY_COLUMN_USAGE k
                ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
               AND k.TABLE_NAME = r.TABLE_NAME
             WHERE r.CONSTRAINT_SCHEMA IN (%s)
             ORDER BY r.CONSTRAINT_SCHEMA, r.TABLE_NAME, r.CONSTRAINT_NAME, k.ORDINAL_POSITION""";

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

    private final MySqlSession session;

    public ForeignKeyReader(MySqlSession session) {
        this.session = session;
    }

    /**
     * The keys of the databases' tables, and of those that they refer to, whose actions change rows; none where the server writes
     * such changes to its binlog.
     */
    public List<ForeignKey> read(Collection<String> databases) throws SQLException {
        if (databases.isEmpty() || logsCascades()) {
            return List.of();
        }
        List<ForeignKey> keys = new ArrayList<>();
        Set<String> read = new TreeSet<>();
        Set<String> next = new TreeSet<>(databases);
        while (!next.isEmpty()) {
            List<ForeignKey> found = query(next);
            keys.addAll(found);
            read.addAll(next);
            next = new TreeSet<>(
                    found.stream().map(key -> key.parent().database()).toList());
            next.removeAll(read);
        }
        return keys;
    }

    private List<ForeignKey> query(Set<String> databases) throws SQLException {
        Map<List<String>, Parts> parts = new LinkedHashMap<>();
        session.query(
                String.format(KEYS, String.join(", ", Collections.nCopies(databases.size(), "?"))),
                row -> parts.computeIfAbsent(
                                List.of(row.getString(1), row.getString(2), row.getString(3)), unused -> new Parts())
                        .add(row),
                databases.toArray(String[]::new));
        return parts.values().stream()
                .map(Parts::key)
                .filter(ForeignKey::changesRows)
                .toList();
    }

    private boolean logsCascades() throws SQLException {
        Map<String, String> variables = new LinkedHashMap<>();
        session.query(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'innodb_native_foreign_keys')",
                row -> variables.put(row.getString(1), row.getString(2)));
        return logsCascades(
                variables.getOrDefault("version", ""), variables.getOrDefault("innodb_native_foreign_keys", "OFF"));
    }

    /** From MySQL 9.6 on the server, not InnoDB, carries the actions out, and logs them, unless that is switched back. */
    static boolean logsCascades(String version, String nativeForeignKeys) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return (major > 9 || (major == 9 && minor >= 6)) && !"ON".equalsIgnoreCase(nativeForeignKeys);
    }

    /** A key as its columns come in. */
    private static final class Parts {

        private final List<String> columns = new ArrayList<>();
        private final List<String> parentColumns = new ArrayList<>();
        private String name = "";
        private TableId child = new TableId("", "");
        private TableId parent = child;
        private Action onDelete = Action.RESTRICT;
        private Action onUpdate = Action.RESTRICT;

        void add(ResultSet row) throws SQLException {
            child = new TableId(row.getString(1), row.getString(2));
            name = row.getString(3);
            columns.add(row.getString(4));
            parent = new TableId(row.getString(5), row.getString(6));
            parentColumns.add(row.getString(7));
            onDelete = Action.parse(row.getString(8));
            onUpdate = Action.parse(row.getString(9));
        }

        ForeignKey key() {
            return new ForeignKey(name, child, columns, parent, parentColumns, onDelete, onUpdate);
        }
    }
}
