package dev.tributary.mysql.binlog;

import dev.tributary.mysql.ddl.SessionSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status variables of a QUERY event, as far as they decide how its text is understood. Each has a number and a form of its
 * own, so that one can be found only by walking over those before it; MySQL's and MariaDB's own readers stop at one that they
 * do not know.
 *
 * @param session the usual one where the event does not say
 * @param clientCollation whose character set the text is in; null where the event does not say
 * @param databases whose tables the statement read or wrote; null where the event does not say
 * @param unknown the number of the variable that was not known and ended the walk; -1 for none
 * @param complete whether settings and collation are both known
 */
record StatusVariables(
        SessionSettings session,
        @Nullable Integer clientCollation,
        @Nullable Set<String> databases,
        int unknown,
        boolean complete) {

    private static final int FLAGS = 0;
    private static final int SQL_MODE = 1;
    private static final int OLD_CATALOG = 2;
    private static final int AUTO_INCREMENT = 3;
    private static final int CHARACTER_SET = 4;
    private static final int TIME_ZONE = 5;
    private static final int CATALOG = 6;
    private static final int TIME_NAMES = 7;
    private static final int DATABASE_COLLATION = 8;
    private static final int UPDATED_TABLES = 9;
    private static final int WRITTEN_LENGTH = 10;
    private static final int INVOKER = 11;
    private static final int UPDATED_DATABASES = 12;
    private static final int MICROSECONDS = 13;
    private static final int EXPLICIT_TIMESTAMP_DEFAULTS = 16;
    private static final int DDL_TRANSACTION = 17;
    private static final int UTF8MB4_COLLATION = 18;
    private static final int PRIMARY_KEY_REQUIRED = 19;
    private static final int TABLE_ENCRYPTION = 20;
    private static final int MARIADB_MICROSECONDS = 128;
    private static final int MARIADB_TRANSACTION = 129;
    private static final int MARIADB_COLLATIONS = 131;

    /** Stands for more databases than are named. */
    private static final int TOO_MANY_DATABASES = 254;

    private static final long ANSI_QUOTES = 0x4;
    private static final long NO_BACKSLASH_ESCAPES = 0x10_0000;
    private static final long STRICT = 0x20_0000 | 0x40_0000; // in transactional tables, in all

    private static final int NONE = -1;

    static StatusVariables read(EventBytes in) {
        SessionSettings session = null;
        Integer collation = null;
        Set<String> databases = null;
        String timeZone = "";
        int unknown = NONE;
        while (in.remaining() > 0 && unknown == NONE) {
            int variable = in.unsigned8();
            switch (variable) {
                case SQL_MODE -> session = session(in.signed64());
                case CHARACTER_SET -> {
                    collation = in.unsigned16();
                    in.skip(4); // the collations of the connection and of the server
                }
                case TIME_ZONE -> timeZone = in.name(in.unsigned8());
                case UPDATED_DATABASES -> databases = databases(in);
                default -> {
                    if (!skip(variable, in)) {
                        unknown = variable;
                    }
                }
            }
        }
        return new StatusVariables(
                (session == null ? SessionSettings.USUAL : session).withTimeZone(timeZone),
                collation,
                databases,
                unknown,
                session != null && collation != null);
    }

    private static SessionSettings session(long sqlMode) {
        return new SessionSettings(
                (sqlMode & ANSI_QUOTES) != 0, (sqlMode & NO_BACKSLASH_ESCAPES) == 0, (sqlMode & STRICT) != 0);
    }

    /** Answers false for a variable of unknown length. */
    private static boolean skip(int variable, EventBytes in) {
        switch (variable) {
            case PRIMARY_KEY_REQUIRED, TABLE_ENCRYPTION, EXPLICIT_TIMESTAMP_DEFAULTS -> in.skip(1);
            case TIME_NAMES, DATABASE_COLLATION, UTF8MB4_COLLATION -> in.skip(2);
            case MICROSECONDS, MARIADB_MICROSECONDS -> in.skip(3);
            case FLAGS, AUTO_INCREMENT, WRITTEN_LENGTH -> in.skip(4);
            case UPDATED_TABLES, DDL_TRANSACTION, MARIADB_TRANSACTION -> in.skip(8);
            case CATALOG -> in.skip(in.unsigned8());
            case OLD_CATALOG -> in.skip(in.unsigned8() + 1);
            case MARIADB_COLLATIONS -> in.skip(4 * in.unsigned8());
            case INVOKER -> {
                in.skip(in.unsigned8()); // user
                in.skip(in.unsigned8()); // host
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Set<String> databases(EventBytes in) {
        int count = in.unsigned8();
        if (count == TOO_MANY_DATABASES) {
            return null;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            ByteArrayOutputStream name = new ByteArrayOutputStream();
            for (int letter = in.unsigned8(); letter != 0; letter = in.unsigned8()) {
                name.write(letter);
            }
            names.add(name.toString(StandardCharsets.UTF_8));
        }
        return names;
    }
}
