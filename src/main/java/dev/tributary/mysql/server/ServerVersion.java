package dev.tributary.mysql.server;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which server of MySQL's family it is, as far as its SQL differs. Zeros where the text tells no version. */
public record ServerVersion(boolean mariaDb, int major, int minor, int patch) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    /** What MariaDB puts before its version so that old replicas take it for a MySQL. */
    private static final String DISGUISE = "5.5.5-";

    /** @param text as {@code version()} says it */
    public static ServerVersion parse(String text) {
        boolean mariaDb = text.toLowerCase(Locale.ROOT).contains("mariadb");
        String version = mariaDb && text.startsWith(DISGUISE) ? text.substring(DISGUISE.length()) : text;
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.lookingAt()
                ? new ServerVersion(mariaDb, number(numbers, 1), number(numbers, 2), number(numbers, 3))
                : new ServerVersion(mariaDb, 0, 0, 0);
    }

    private static int number(Matcher numbers, int group) {
        String digits = numbers.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether it is a MySQL of this version or a newer one. */
    public boolean isMySqlFrom(int fromMajor, int fromMinor, int fromPatch) {
        if (mariaDb) {
            return false;
        }
        if (major != fromMajor) {
            return major > fromMajor;
        }
        return minor != fromMinor ? minor > fromMinor : patch >= fromPatch;
    }

    /** The statement for the end of the binlog: MySQL renamed it in 8.2 and dropped the old name in 8.4. */
    public String headStatement() {
        return isMySqlFrom(8, 4, 0) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
    }
}
