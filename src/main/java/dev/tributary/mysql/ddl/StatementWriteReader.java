package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what tables a statement writes to, replicated or not, and whether its text leaves open that there are more. */
final class StatementWriteReader {

    private static final Set<String> WRITING = Set.of("insert", "replace", "update", "delete", "load", "with");

    /** A function that writes stands in the binlog as a query of it. */
    private static final Set<String> CALLING = Set.of("select", "do");

    private final ReplicatedTables replicated;
    private final DdlDialect dialect;

    StatementWriteReader(ReplicatedTables replicated, DdlDialect dialect) {
        this.replicated = replicated;
        this.dialect = dialect;
    }

    /** Null where the statement is none that changes rows. */
    @Nullable
    StatementWrite read(String database, SessionSettings session, String text) {
        try {
            DdlTokens tokens = new DdlTokens(new DdlText(text, session, dialect.mariaDb()));
            passSettings(tokens);
            String first = ReplicatedTables.lower(tokens.peek().text());
            if (CALLING.contains(first)) {
                return new StatementWrite(List.of(), "it calls a function that writes");
            }
            return WRITING.contains(first) ? write(tokens, database, session, text) : null;
        } catch (DdlSyntaxException e) {
            return null; // no statement that begins with one of the words
        }
    }

    private StatementWrite write(DdlTokens tokens, String database, SessionSettings session, String text) {
        try {
            List<TableId> written = new WriteParser(tokens, new TableNames(replicated, database)).read();
            if (written == null) {
                return new StatementWrite(List.of(), "it writes to one or more of several tables");
            }
            String called = called(new DdlText(text, session, dialect.mariaDb()), written);
            return new StatementWrite(written, called.isEmpty() ? "" : "it calls " + called + ", which may write");
        } catch (DdlSyntaxException e) {
            return new StatementWrite(List.of(), "it is not understood: " + e.getMessage());
        }
    }

    private static void passSettings(DdlTokens tokens) {
        if (tokens.accept("SET", "STATEMENT")) {
            while (!tokens.atEnd() && !tokens.accept("FOR")) {
                tokens.next();
            }
        }
    }

    /** The first function in the text that is none of the server's own; empty where there is none. */
    private static String called(DdlText text, List<TableId> written) {
        Set<String> columnsFollow = new HashSet<>();
        written.forEach(table -> columnsFollow.add(ReplicatedTables.lower(table.table())));
        Token before = Token.END;
        Token beforeThat = Token.END;
        for (Token token = text.next(); token.kind() != Token.Kind.END; token = text.next()) {
            if (token.is('(') && before.isName() && !isKnown(before, beforeThat)) {
                // The written table stands first, and can have its columns behind it.
                if (!columnsFollow.remove(ReplicatedTables.lower(before.text()))) {
                    return before.text();
                }
            }
            beforeThat = before;
            before = token;
        }
        return "";
    }

    private static boolean isKnown(Token name, Token before) {
        return name.kind() == Token.Kind.WORD && !before.is('.') && ServerFunctions.contain(name.text());
    }
}
