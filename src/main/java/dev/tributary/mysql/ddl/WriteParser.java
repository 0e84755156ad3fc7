package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables that a statement writes rows to. What writes to several tables counts as writing to each that it names,
 * since which of them are only read would take the whole of SQL to tell.
 */
final class WriteParser {

    private final DdlTokens tokens;
    private final TableNames names;

    WriteParser(DdlTokens tokens, TableNames names) {
        this.tokens = tokens;
        this.names = names;
    }

    /** The one table that the statement writes to, none for a statement that writes to none; null for one of several. */
    @Nullable
    List<TableId> read() {
        if (tokens.accept("WITH") && !goToStatement()) {
            return List.of();
        }
        if (tokens.acceptAny("INSERT", "REPLACE")) {
            tokens.acceptAll("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO");
            return List.of(names.read(tokens));
        }
        if (tokens.accept("LOAD")) {
            return tokens.accept("INDEX") ? List.of() : loaded();
        }
        if (tokens.accept("UPDATE")) {
            return updated();
        }
        return tokens.accept("DELETE") ? deleted() : List.of();
    }

    /** To the statement behind the definitions of WITH; false where it writes nothing. */
    private boolean goToStatement() {
        while (!tokens.atEnd()) {
            if (tokens.peek().is('(')) {
                tokens.skipParentheses();
            } else if (tokens.isAtAny("UPDATE", "DELETE", "INSERT", "REPLACE")) {
                return true;
            } else {
                tokens.next();
            }
        }
        return false;
    }

    private List<TableId> loaded() {
        while (!tokens.atEnd()) {
            if (tokens.accept("INTO", "TABLE")) {
                return List.of(names.read(tokens));
            }
            tokens.next();
        }
        throw tokens.unexpected();
    }

    private @Nullable List<TableId> updated() {
        tokens.acceptAll("LOW_PRIORITY", "IGNORE");
        if (!tokens.peek().isName()) {
            return null;
        }
        TableId table = names.read(tokens);
        if (tokens.accept("PARTITION")) {
            tokens.skipParentheses();
        }
        if (!tokens.isAt("SET")) {
            tokens.accept("AS");
            if (!tokens.peek().isName()) {
                return null;
            }
            tokens.next();
        }
        return tokens.isAt("SET") ? List.of(table) : null;
    }

    private @Nullable List<TableId> deleted() {
        tokens.acceptAll("LOW_PRIORITY", "QUICK", "IGNORE");
        if (!tokens.accept("FROM") || isAtAllColumns(1) || isAtAllColumns(3)) {
            return null;
        }
        TableId table = names.read(tokens);
        tokens.accept("AS");
        if (tokens.peek().isName() && !isBehindTable()) {
            tokens.next();
        }
        return tokens.atEnd() || isBehindTable() ? List.of(table) : null;
    }

    /** Whether the form for several tables stands here, which can have a dot and a star behind each. */
    private boolean isAtAllColumns(int at) {
        return tokens.peek(at).is('.') && tokens.peek(at + 1).is('*');
    }

    private boolean isBehindTable() {
        return tokens.isAtAny("WHERE", "ORDER", "LIMIT", "PARTITION", "RETURNING");
    }
}
