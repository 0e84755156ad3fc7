package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.AlterClause.Action;
import dev.tributary.mysql.ddl.AlterClause.AddForeignKey;
import dev.tributary.mysql.ddl.AlterClause.AddKey;
import dev.tributary.mysql.ddl.KeyDefinition.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads keys and constraints, as CREATE TABLE, ALTER TABLE … ADD and CREATE INDEX have them. */
final class KeyParser {

    private final DdlTokens tokens;
    private final TableNames names;

    KeyParser(DdlTokens tokens, TableNames names) {
        this.tokens = tokens;
        this.names = names;
    }

    boolean isAtKey() {
        return tokens.isAtAny(
                "PRIMARY", "UNIQUE", "KEY", "INDEX", "FULLTEXT", "SPATIAL", "CONSTRAINT", "FOREIGN", "CHECK");
    }

    /** The key or constraint that follows; null for one without effect here. */
    @Nullable
    AlterClause read() {
        String constraint = null;
        if (tokens.accept("CONSTRAINT") && !tokens.isAtAny("PRIMARY", "UNIQUE", "FOREIGN", "CHECK")) {
            constraint = tokens.name();
        }
        if (acceptCheck()) {
            return null;
        }
        if (tokens.accept("FOREIGN", "KEY")) {
            tokens.acceptIfNotExists();
            if (!tokens.peek().is('(')) {
                tokens.name();
            }
            return references(columns());
        }
        Kind kind = kind();
        boolean ifAbsent = tokens.acceptIfNotExists();
        String name = constraint;
        algorithm();
        if (!tokens.peek().is('(')) {
            name = tokens.name();
            algorithm();
        }
        KeyDefinition key = new KeyDefinition(kind, kind == Kind.PRIMARY ? null : name, parts());
        options();
        return new AddKey(key, ifAbsent);
    }

    private Kind kind() {
        if (tokens.accept("PRIMARY")) {
            tokens.expect("KEY");
            return Kind.PRIMARY;
        }
        if (tokens.accept("UNIQUE")) {
            tokens.acceptAny("KEY", "INDEX");
            return Kind.UNIQUE;
        }
        if (tokens.acceptAny("FULLTEXT", "SPATIAL")) {
            tokens.acceptAny("KEY", "INDEX");
            return Kind.PLAIN;
        }
        if (!tokens.acceptAny("KEY", "INDEX")) {
            throw tokens.unexpected();
        }
        return Kind.PLAIN;
    }

    private void algorithm() {
        if (tokens.isAtAny("USING", "TYPE") && tokens.peek(1).isName()) {
            tokens.next();
            tokens.next();
        }
    }

    /** Columns, of which only a part can be meant; null for an expression. */
    List<@Nullable String> parts() {
        List<@Nullable String> parts = new ArrayList<>();
        tokens.expect('(');
        do {
            parts.add(part());
            tokens.acceptAny("ASC", "DESC");
        } while (tokens.accept(','));
        tokens.expect(')');
        return parts;
    }

    private @Nullable String part() {
        if (tokens.peek().is('(')) {
            tokens.skipParentheses();
            return null;
        }
        String column = tokens.name();
        if (tokens.peek().is('(')) {
            tokens.skipParentheses();
        }
        return column;
    }

    /** Options of an index, none of which has an effect here. */
    void options() {
        while (true) {
            if (tokens.acceptAny("USING", "TYPE")) {
                tokens.name();
            } else if (tokens.accept("COMMENT")) {
                tokens.text();
            } else if (tokens.accept("WITH", "PARSER")) {
                tokens.name();
            } else if (tokens.acceptAny(
                    "KEY_BLOCK_SIZE", "ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE", "ALGORITHM", "LOCK")) {
                tokens.accept('=');
                tokens.next();
            } else if (!tokens.acceptAny("VISIBLE", "INVISIBLE", "IGNORED") && !tokens.accept("NOT", "IGNORED")) {
                return;
            }
        }
    }

    /** Goes over a CHECK, if one follows. */
    boolean acceptCheck() {
        if (!tokens.accept("CHECK")) {
            return false;
        }
        tokens.skipParentheses();
        if (!tokens.accept("NOT", "ENFORCED")) {
            tokens.accept("ENFORCED");
        }
        return true;
    }

    /** REFERENCES, of the given columns. */
    AddForeignKey references(List<String> columns) {
        tokens.expect("REFERENCES");
        TableId parent = names.read(tokens);
        List<String> parentColumns = tokens.peek().is('(') ? columns() : List.of();
        if (tokens.accept("MATCH")) {
            tokens.name();
        }
        Action onDelete = Action.RESTRICT;
        Action onUpdate = Action.RESTRICT;
        while (tokens.isAt("ON") && tokens.peek(1).is("DELETE")
                || tokens.isAt("ON")
                        && tokens.peek(1).is("UPDATE")
                        && tokens.peek(2).kind() == Token.Kind.WORD
                        && isAction(tokens.peek(2))) {
            tokens.next();
            if (tokens.next().is("DELETE")) {
                onDelete = action();
            } else {
                onUpdate = action();
            }
        }
        return new AddForeignKey(columns, parent, parentColumns, onDelete, onUpdate);
    }

    /** And not the time behind ON UPDATE of a column. */
    private static boolean isAction(Token token) {
        return token.is("RESTRICT") || token.is("CASCADE") || token.is("SET") || token.is("NO");
    }

    private Action action() {
        if (tokens.accept("CASCADE")) {
            return Action.CASCADE;
        }
        if (tokens.accept("SET", "NULL")) {
            return Action.SET_NULL;
        }
        if (tokens.accept("SET", "DEFAULT")) {
            return Action.SET_DEFAULT;
        }
        if (tokens.accept("NO", "ACTION")) {
            return Action.NO_ACTION;
        }
        tokens.expect("RESTRICT");
        return Action.RESTRICT;
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (String part : parts()) {
            if (part == null) {
                throw new DdlSyntaxException("an expression in a foreign key");
            }
            columns.add(part);
        }
        return columns;
    }
}
