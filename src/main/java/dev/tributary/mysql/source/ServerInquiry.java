package dev.tributary.mysql.source;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.StatementWrite;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.server.StructureReader;
import dev.tributary.mysql.server.TableNature;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks the server what an event of the binlog leaves open, in a session of its own. That is rare. */
final class ServerInquiry {

    /** What a server writes when it has lost the rows of a MEMORY table with its process. No trigger takes part. */
    private static final Pattern EMPTIED = Pattern.compile("DELETE FROM `[^`]+`\\.`[^`]+`");

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

    /** The structure that a table has now; empty where the account sees none. */
    Optional<TableStructure> structure(TableId table) throws SQLException {
        try (ServerSession session = sessions.open()) {
            return Optional.ofNullable(
                    new StructureReader(session).read(Set.of(table)).get(table));
        }
    }
}
