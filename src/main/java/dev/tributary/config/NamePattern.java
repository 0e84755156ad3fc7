package dev.tributary.config;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name of databases or tables, or a pattern of such names. A text with {@code %} is a pattern as SQL's LIKE reads it:
 * {@code %} stands for any letters, {@code _} for one, and a backslash takes either as it is. {@code *} alone stands for every
 * name. A text without {@code %} is a name, in which {@code _} is nothing but itself. Upper and lower case differ.
 */
public record NamePattern(String text) implements Serializable {

    private static final String EVERYTHING = "*";

    private static final Set<String> SYSTEM =
            Set.of("mysql", "information_schema", "performance_schema", "sys", "ndbinfo");

    /** What the name of a folder begins with that is no database's. */
    private static final String FOREIGN_FOLDER = "#mysql50#";

    /** Whether the text stands for names that are not written out in it. */
    public static boolean isPattern(String text) {
        return text.equals(EVERYTHING) || text.contains("%");
    }

    public boolean isPattern() {
        return isPattern(text);
    }

    public boolean matches(String name) {
        if (text.equals(EVERYTHING)) {
            return true;
        }
        return isPattern() ? like().matcher(name).matches() : text.equals(name);
    }

    /** Whether a database is MySQL's or MariaDB's own. */
    public static boolean isOfTheSystem(String database) {
        return SYSTEM.contains(database.toLowerCase(Locale.ROOT)) || database.startsWith(FOREIGN_FOLDER);
    }

    /** Whether a connection can have this name. */
    public static boolean isConnectionName(String name) {
        return OptionType.CONNECTION_NAME.accepts(name);
    }

    /** Whether a database of this name can be replicated. */
    public static boolean isDatabaseName(String name) {
        return OptionType.DATABASE.accepts(name);
    }

    /** Whether a table of this name can be replicated. */
    public static boolean isTableName(String name) {
        return OptionType.TABLE.accepts(name);
    }

    private Pattern like() {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '%') {
                regex.append(".*");
            } else if (letter == '_') {
                regex.append('.');
            } else {
                boolean escapes = letter == '\\' && i + 1 < text.length();
                i += escapes ? 1 : 0;
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    @Override
    public String toString() {
        return "'" + text + "'";
    }
}
