package dev.tributary.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The privileges of an account, from the lines of {@code SHOW GRANTS}. */
final class Grants {

    /** In double quotes where the session's sql_mode has ANSI_QUOTES; a quote within a name stands twice. */
    private static final String NAME = "(?:`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\")";

    private static final String ACCOUNT = NAME + "@" + NAME;
    private static final Pattern PRIVILEGES = Pattern.compile(
            "GRANT (.+) ON (?:TABLE )?(\\*|" + NAME + ")\\.(\\*|" + NAME + ") TO (" + ACCOUNT + ")?.*", Pattern.DOTALL);
    private static final Pattern ROLES = Pattern.compile("GRANT ((?:" + ACCOUNT + ",?\\s*)+) TO .*");

    /** One line: privileges in upper case on a database pattern and a table, {@code *} for any. */
    private record Grant(String privileges, String database, String table) {

        boolean has(String privilege) {
            return privileges.startsWith("ALL PRIVILEGES")
                    || List.of(privileges.split(",\\s*")).contains(privilege);
        }

        boolean covers(String name) {
            return database.equals("*") || likePattern(database).matcher(name).matches();
        }
    }

    private final List<Grant> grants = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();
    private String account = "the account";

    Grants(List<String> lines) {
        for (String line : lines) {
            Matcher privileges = PRIVILEGES.matcher(line);
            Matcher granted = ROLES.matcher(line);
            if (privileges.matches()) {
                grants.add(new Grant(
                        privileges.group(1).toUpperCase(Locale.ROOT),
                        unquote(privileges.group(2)),
                        unquote(privileges.group(3))));
                account = privileges.group(4) == null ? account : privileges.group(4);
            } else if (granted.matches()) {
                roles.add(granted.group(1).trim());
            }
        }
    }

    private static String unquote(String name) {
        if (name.equals("*")) {
            return name;
        }
        String quote = name.substring(0, 1);
        return name.substring(1, name.length() - 1).replace(quote + quote, quote);
    }

    /** The database of a grant is a pattern: {@code %} and {@code _} are wildcards unless escaped. */
    private static Pattern likePattern(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(like.charAt(i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    /** Whose privileges these are, as GRANT takes it. */
    String account() {
        return account;
    }

    /** The roles granted to the account, as {@code SHOW GRANTS … USING} takes them. */
    List<String> roles() {
        return roles;
    }

    boolean hasGlobal(String privilege) {
        return grants.stream().anyMatch(grant -> grant.database().equals("*") && grant.has(privilege));
    }

    boolean canSelect(String database, String table) {
        return grants.stream()
                .filter(grant -> grant.has("SELECT") && grant.covers(database))
                .anyMatch(grant -> grant.table().equals("*") || grant.table().equals(table));
    }
}
