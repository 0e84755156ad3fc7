package dev.tributary.inspect;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.ForeignKey.Action;
import dev.tributary.model.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** Access denied to a database, or to a table; no such database; no such table. */
    private static final Set<Integer> HIDDEN = Set.of(1044, 1142, 1049, 1146);

    private final MySqlSession session;

    public ForeignKeyReader(MySqlSession session) {
        this.session = session;
    }

    /**
     * The keys whose actions change rows, of the tables and of those that they refer to; none where the server writes such changes
     * to its binlog.
     */
    public List<ForeignKey> read(Collection<TableId> tables) throws SQLException {
        Map<String, String> variables = new LinkedHashMap<>();
        session.query(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'innodb_native_foreign_keys')",
                row -> variables.put(row.getString(1), row.getString(2)));
        String version = variables.getOrDefault("version", "");
        if (tables.isEmpty() || logsCascades(version, variables.getOrDefault("innodb_native_foreign_keys", "OFF"))) {
            return List.of();
        }
        return isMariaDb(version) ? readByStatements(tables) : readBySchema(tables);
    }

    /** By a query for each database, its parents' databases included. */
    List<ForeignKey> readBySchema(Collection<TableId> tables) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        Set<String> read = new TreeSet<>();
        Set<String> next = new TreeSet<>(tables.stream().map(TableId::database).toList());
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

    /**
     * By a statement for each table: MariaDB shows an account its tables' foreign keys in information_schema only where it may do more
     * than SELECT.
     */
    List<ForeignKey> readByStatements(Collection<TableId> tables) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        Set<TableId> read = new TreeSet<>();
        Deque<TableId> next = new ArrayDeque<>(tables);
        while (!next.isEmpty()) {
            TableId table = next.remove();
            if (!read.add(table)) {
                continue;
            }
            for (ForeignKey key : ForeignKeyClauses.read(table, statement(table))) {
                if (key.changesRows()) {
                    keys.add(key);
                    next.add(key.parent());
                }
            }
        }
        return keys;
    }

    /** Empty for a parent that the account may not see, or that is not there, as with foreign_key_checks = 0. */
    private String statement(TableId table) throws SQLException {
        StringBuilder statement = new StringBuilder();
        try {
            session.query(
                    "SHOW CREATE TABLE " + quote(table.database()) + "." + quote(table.table()),
                    row -> statement.append(row.getString(2)));
        } catch (SQLException e) {
            if (!HIDDEN.contains(e.getErrorCode())) {
                throw e;
            }
        }
        return statement.toString();
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Each key comes in one row per column; the rows of a key follow each other. */
    private List<ForeignKey> query(Set<String> databases) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        session.query(
                String.format(KEYS, String.join(", ", Collections.nCopies(databases.size(), "?"))),
                row -> {
                    ForeignKey key = key(row);
                    ForeignKey last = keys.isEmpty() ? null : keys.get(keys.size() - 1);
                    if (last != null
                            && last.name().equals(key.name())
                            && last.child().equals(key.child())) {
                        keys.set(keys.size() - 1, joined(last, key));
                    } else {
                        keys.add(key);
                    }
                },
                databases.toArray(String[]::new));
        return keys.stream().filter(ForeignKey::changesRows).toList();
    }

    private static ForeignKey key(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString(3),
                new TableId(row.getString(1), row.getString(2)),
                List.of(row.getString(4)),
                new TableId(row.getString(5), row.getString(6)),
                List.of(row.getString(7)),
                Action.parse(row.getString(8)),
                Action.parse(row.getString(9)));
    }

    private static ForeignKey joined(ForeignKey key, ForeignKey more) {
        return new ForeignKey(
                key.name(),
                key.child(),
                Stream.concat(key.columns().stream(), more.columns().stream()).toList(),
                key.parent(),
                Stream.concat(key.parentColumns().stream(), more.parentColumns().stream())
                        .toList(),
                key.onDelete(),
                key.onUpdate());
    }

    /** From MySQL 9.6 on the server, not InnoDB, carries the actions out, and logs them, unless that is switched back. */
    static boolean logsCascades(String version, String nativeForeignKeys) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || isMariaDb(version)) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return (major > 9 || (major == 9 && minor >= 6)) && !"ON".equalsIgnoreCase(nativeForeignKeys);
    }

    private static boolean isMariaDb(String version) {
        return version.toLowerCase(Locale.ROOT).contains("mariadb");
    }
}
