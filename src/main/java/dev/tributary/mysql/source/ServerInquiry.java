package dev.tributary.mysql.source;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.StatementWrite;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.server.StructureReader;
import dev.tributary.mysql.server.TableNature;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks the server what an event of the binlog leaves open, in a session of its own. That is rare. */
final class ServerInquiry {

    /** What a server writes when it has lost the rows of a MEMORY table with its process. No trigger takes part. */
    private static final Pattern EMPTIED = Pattern.compile("DELETE FROM `[^`]+`\\.`[^`]+`");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int UNKNOWN_TIME_ZONE = 1298;

    private final Sessions sessions;

    /** Where a session comes from. */
    @FunctionalInterface
    interface Sessions {

        ServerSession open() throws SQLException;
    }

    ServerInquiry(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Why a statement can have changed other tables than those that it is known to write to; empty where it cannot. */
    String doubt(StatementWrite write, String text) throws SQLException {
        if (!write.doubt().isEmpty()) {
            return write.doubt();
        }
        try (ServerSession session = sessions.open()) {
            for (TableId table : write.tables()) {
                TableNature nature = TableNature.read(session, table);
                boolean isEmptied = nature.engine().equals("memory")
                        && EMPTIED.matcher(text.strip()).matches();
                String reach = isEmptied ? "" : nature.reach();
                if (!reach.isEmpty()) {
                    return "it writes to " + table + ", which " + reach;
                }
            }
        }
        return "";
    }

    /** The keys by which rows of the tables change below the binlog, at one or several removes, as they are now. */
    List<ForeignKey> foreignKeys(Set<TableId> tables) throws SQLException {
        try (ServerSession session = sessions.open()) {
            return session.foreignKeys(tables);
        }
    }

    /**
     * The character set that tables of a database have now, if none is named. It may be another than at the position that is
     * read. So it is told only where the server writes with the rows of a table what character sets its texts are in: rows
     * that are bound to a wrong one are noticed then.
     */
    Optional<String> characterSet(String database) throws SQLException {
        try (ServerSession session = sessions.open()) {
            List<String> metadata = new ArrayList<>();
            session.query("SHOW GLOBAL VARIABLES LIKE 'binlog_row_metadata'", row -> metadata.add(row.getString(2)));
            if (metadata.isEmpty() || metadata.contains("NO_LOG")) {
                return Optional.empty();
            }
            List<String> found = new ArrayList<>();
            session.query(
                    "SELECT DEFAULT_CHARACTER_SET_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?",
                    row -> found.add(row.getString(1)),
                    database);
            return found.stream().findFirst();
        }
    }

    /**
     * The instant of a time in a zone, which is a name or {@code SYSTEM}; empty where the server does not know the zone, or the
     * zone skips the time, or it is no TIMESTAMP. Of a time that comes twice it is the one that the server itself takes.
     */
    Optional<Instant> instant(LocalDateTime time, String timeZone) throws SQLException {
        try (ServerSession session = sessions.open();
                PreparedStatement choice = session.connection().prepareStatement("SET time_zone = ?")) {
            choice.setString(1, timeZone);
            choice.execute();
            String text = TIME.format(time);
            List<Instant> found = new ArrayList<>();
            session.query(
                    "SELECT seconds, CAST(FROM_UNIXTIME(seconds) AS CHAR) FROM"
                            + " (SELECT CAST(UNIX_TIMESTAMP(?) AS SIGNED) AS seconds) AS x",
                    row -> {
                        if (text.equals(row.getString(2))) {
                            found.add(Instant.ofEpochSecond(row.getLong(1)));
                        }
                    },
                    text);
            return found.stream().findFirst();
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_TIME_ZONE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The structure that a table has now; empty where the account sees none. */
    Optional<TableStructure> structure(TableId table) throws SQLException {
        try (ServerSession session = sessions.open()) {
            return Optional.ofNullable(
                    new StructureReader(session).read(Set.of(table)).get(table));
        }
    }
}
