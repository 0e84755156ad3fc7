package dev.tributary.mysql.server;

import dev.tributary.model.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server says of a table now that the binlog does not tell: whether a write to it can change others too.
 *
 * @param type {@code BASE TABLE}, {@code VIEW}, or whatever else the server has; empty where it has none of the name
 * @param engine in lower case; empty where there is none
 * @param triggers how many the account sees
 * @param seesTriggers whether the account would see triggers if there were some
 */
public record TableNature(String type, String engine, int triggers, boolean seesTriggers) {

    /** Databases of the server itself, whose tables can have no triggers. */
    private static final Set<String> OF_THE_SERVER = Set.of("mysql", "sys", "information_schema", "performance_schema");

    private static final String ACCOUNT = "CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@',"
            + " QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))";

    public static TableNature read(ServerSession session, TableId table) throws SQLException {
        String database = table.database();
        List<String> found = new ArrayList<>();
        session.query(
                "SELECT TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                row -> {
                    found.add(text(row.getString(1)));
                    found.add(text(row.getString(2)).toLowerCase(Locale.ROOT));
                },
                database,
                table.table());
        if (found.isEmpty()) {
            return new TableNature("", "", 0, true);
        }
        int triggers = count(
                session,
                "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?",
                database,
                table.table());
        boolean sees = OF_THE_SERVER.contains(database.toLowerCase(Locale.ROOT))
                || count(session, granted("USER_PRIVILEGES", "")) > 0
                || count(session, granted("SCHEMA_PRIVILEGES", " AND ? LIKE TABLE_SCHEMA"), database) > 0
                || count(
                                session,
                                granted("TABLE_PRIVILEGES", " AND TABLE_SCHEMA = ? AND TABLE_NAME = ?"),
                                database,
                                table.table())
                        > 0;
        return new TableNature(found.get(0), found.get(1), triggers, sees);
    }

    private static String granted(String privileges, String where) {
        return "SELECT COUNT(*) FROM information_schema." + privileges
                + " WHERE PRIVILEGE_TYPE = 'TRIGGER' AND GRANTEE = " + ACCOUNT + where;
    }

    private static int count(ServerSession session, String sql, String... parameters) throws SQLException {
        int[] count = new int[1];
        session.query(sql, row -> count[0] = row.getInt(1), parameters);
        return count[0];
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** Why a write to it can change other tables too; empty where it cannot. */
    public String reach() {
        if (type.isEmpty()) {
            return "is not there any more";
        }
        if (!type.equals("BASE TABLE")) {
            return "is no table, but a " + type.toLowerCase(Locale.ROOT);
        }
        if (triggers > 0) {
            return "has triggers";
        }
        return seesTriggers ? "" : "may have triggers, which the account sees with the privilege TRIGGER alone";
    }
}
