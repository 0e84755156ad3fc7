package dev.tributary.mysql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement by which the change source asks where the binlog ends. MySQL renamed it in 8.2 and no longer knows its old
 * name, the only one that the change source knows, from 8.4 on. MariaDB keeps the old one.
 */
final class PositionQuery {

    private static final String OLD = "SHOW MASTER STATUS";
    private static final String NEW = "SHOW BINARY LOG STATUS";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    private PositionQuery() {}

    /** @param version as the server tells it */
    static boolean isRenamed(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.lookingAt() || version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > 8 || major == 8 && Integer.parseInt(numbers.group(2)) >= 4;
    }

    /** The statement for a server with the new name: every other statement stays as it is. */
    static String renamed(String sql) {
        return sql.strip().equalsIgnoreCase(OLD) ? NEW : sql;
    }
}
