package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what statements of the binlog do to replicated tables.
 *
 * <p>Only as much of a statement is read as is needed: its first words and the names of its tables, and the rest where one of
 * them is replicated. That part must be known in full; a statement in which anything is not counts as unreadable for each
 * replicated table whose name stands in it.
 */
public final class DdlReader {

    private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    private final ReplicatedTables replicated;
    private final DdlDialect dialect;

    public DdlReader(Collection<TableId> replicated, DdlDialect dialect) {
        this.replicated = new ReplicatedTables(replicated, dialect.lowerCaseTableNames());
        this.dialect = dialect;
    }

    /**
     * What the text does to replicated tables; mostly nothing.
     *
     * @param database the session's default database; empty for none
     */
    public List<TableDdl> read(String database, SessionSettings session, String text) {
        try {
            return new StatementParser(replicated, dialect, database, session, text).read();
        } catch (StatementParser.SeveralTablesException e) {
            return named(database, session, text).stream()
                    .<TableDdl>map(TableDdl.Write::new)
                    .toList();
        } catch (DdlSyntaxException | NumberFormatException e) {
            return named(database, session, text).stream()
                    .<TableDdl>map(table -> new TableDdl.Unreadable(table, String.valueOf(e.getMessage())))
                    .toList();
        }
    }

    /**
     * What the text does to rows that have no events of their own, on tables that are replicated or not; null where it is no
     * statement that changes rows.
     *
     * @param database the session's default database; empty for none
     */
    public @Nullable StatementWrite readWrite(String database, SessionSettings session, String text) {
        return new StatementWriteReader(replicated, dialect).read(database, session, text);
    }

    /** The replicated tables whose names stand in the text outside of texts and comments. */
    private List<TableId> named(String database, SessionSettings session, String text) {
        Set<String> words = new HashSet<>();
        try {
            DdlText pieces = new DdlText(text, session, dialect.mariaDb());
            for (Token token = pieces.next(); token.kind() != Token.Kind.END; token = pieces.next()) {
                if (token.isName()) {
                    words.add(ReplicatedTables.lower(token.text()));
                }
            }
        } catch (DdlSyntaxException e) {
            // A text that does not end: what stands in it could be names.
            for (String word : NO_NAME.split(text)) {
                words.add(ReplicatedTables.lower(word));
            }
        }
        return replicated.namedIn(words, database);
    }
}
