package dev.tributary.mysql.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement of the binlog does to the transaction around it.
 *
 * @param name of the savepoint or the transaction; empty where there is none
 */
record TransactionStatement(Kind kind, String name) {

    /** What it does. */
    enum Kind {
        BEGIN,
        BEGIN_NAMED,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        ROLLBACK_TO,
        COMMIT_NAMED,
        ROLLBACK_NAMED,
        /** Nothing, and it belongs to the transaction. */
        NONE,
        /** It is no statement about transactions. */
        OTHER
    }

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern SAVEPOINT = Pattern.compile("SAVEPOINT\\s+(.+)", FLAGS);
    private static final Pattern ROLLBACK_TO =
            Pattern.compile("ROLLBACK\\s+(?:WORK\\s+)?TO\\s+(?:SAVEPOINT\\s+)?(.+)", FLAGS);
    private static final Pattern RELEASE = Pattern.compile("RELEASE\\s+SAVEPOINT\\s+.+", FLAGS);
    private static final Pattern NAMED = Pattern.compile("XA\\s+(\\w+)\\s*(.*?)(?:\\s+ONE\\s+PHASE)?", FLAGS);

    private static final TransactionStatement NONE = new TransactionStatement(Kind.NONE, "");
    private static final TransactionStatement OTHER = new TransactionStatement(Kind.OTHER, "");

    static TransactionStatement of(String text) {
        String statement = text.strip();
        if (statement.isEmpty() || "BSCRX".indexOf(Character.toUpperCase(statement.charAt(0))) < 0) {
            return OTHER;
        }
        switch (statement.toUpperCase(Locale.ROOT)) {
            case "BEGIN", "START TRANSACTION" -> {
                return new TransactionStatement(Kind.BEGIN, "");
            }
            case "COMMIT" -> {
                return new TransactionStatement(Kind.COMMIT, "");
            }
            case "ROLLBACK" -> {
                return new TransactionStatement(Kind.ROLLBACK, "");
            }
            default -> {
                return withName(statement);
            }
        }
    }

    private static TransactionStatement withName(String statement) {
        Matcher savepoint = SAVEPOINT.matcher(statement);
        if (savepoint.matches()) {
            return new TransactionStatement(Kind.SAVEPOINT, unquoted(savepoint.group(1)));
        }
        Matcher rollback = ROLLBACK_TO.matcher(statement);
        if (rollback.matches()) {
            return new TransactionStatement(Kind.ROLLBACK_TO, unquoted(rollback.group(1)));
        }
        if (RELEASE.matcher(statement).matches()) {
            return NONE;
        }
        Matcher named = NAMED.matcher(statement);
        if (!named.matches()) {
            return OTHER;
        }
        String name = xid(named.group(2));
        return switch (named.group(1).toUpperCase(Locale.ROOT)) {
            case "START", "BEGIN" -> new TransactionStatement(Kind.BEGIN_NAMED, name);
            case "COMMIT" -> new TransactionStatement(Kind.COMMIT_NAMED, name);
            case "ROLLBACK" -> new TransactionStatement(Kind.ROLLBACK_NAMED, name);
            default -> NONE;
        };
    }

    /** One form of a transaction's name, whatever blanks and letters it is written with. */
    static String xid(String written) {
        return BLANKS.matcher(written).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String name) {
        String bare = name.strip().toLowerCase(Locale.ROOT);
        return bare.length() > 1 && bare.startsWith("`") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
