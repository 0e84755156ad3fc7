package dev.tributary.mysql.ddl;

import dev.tributary.mysql.ddl.AlterClause.AddForeignKey;
import dev.tributary.mysql.ddl.AlterClause.AddKey;
import dev.tributary.mysql.ddl.AlterClause.DefaultCharacterSet;
import dev.tributary.mysql.ddl.KeyDefinition.Kind;
import dev.tributary.mysql.ddl.TableDdl.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a CREATE TABLE behind the table's name, up to the end. */
final class CreateParser {

    private final DdlTokens tokens;
    private final TableNames names;
    private final ColumnParser columnParser;
    private final KeyParser keyParser;

    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<KeyDefinition> keys = new ArrayList<>();
    private final List<AddForeignKey> foreignKeys = new ArrayList<>();

    CreateParser(DdlTokens tokens, TableNames names, ColumnParser columnParser, KeyParser keyParser) {
        this.tokens = tokens;
        this.names = names;
        this.columnParser = columnParser;
        this.keyParser = keyParser;
    }

    Content read() {
        if (tokens.accept("LIKE")) {
            return new Content.Like(names.read(tokens));
        }
        if (tokens.peek().is('(') && tokens.peek(1).is("LIKE")) {
            tokens.next();
            tokens.next();
            return new Content.Like(names.read(tokens));
        }
        boolean defined = tokens.peek().is('(') && !isQuery(1);
        if (defined) {
            elements();
        }
        List<AlterClause> options = new OptionParser(tokens).find();
        String characterSet = null;
        for (AlterClause option : options == null ? List.<AlterClause>of() : options) {
            if (option instanceof DefaultCharacterSet chosen) {
                characterSet = chosen.characterSet();
            }
        }
        if (tokens.accept("PARTITION", "BY")) {
            return defined(defined, characterSet, hasQueryBehindPartitions());
        }
        return defined(defined, characterSet, !tokens.atEnd() && isQueryBehindTable());
    }

    private Content defined(boolean defined, @Nullable String characterSet, boolean selected) {
        if (selected) {
            return new Content.Selected();
        }
        if (!defined) {
            throw tokens.unexpected();
        }
        return new Content.Definition(new TableDefinition(columns, keys, foreignKeys, characterSet));
    }

    private boolean isQuery(int at) {
        return tokens.peek(at).is("SELECT")
                || tokens.peek(at).is("WITH")
                || tokens.peek(at).is("VALUES")
                || tokens.peek(at).is("TABLE")
                || tokens.peek(at).is('(') && isQuery(at + 1);
    }

    private boolean isQueryBehindTable() {
        tokens.acceptAny("IGNORE", "REPLACE");
        tokens.accept("AS");
        if (!isQuery(0)) {
            throw tokens.unexpected();
        }
        return true;
    }

    /** Partitions are described by words of many kinds, in parentheses or not. */
    private boolean hasQueryBehindPartitions() {
        while (!tokens.atEnd()) {
            if (tokens.peek().is('(')) {
                if (isQuery(1)) {
                    return true;
                }
                tokens.skipParentheses();
            } else if (tokens.isAtAny("SELECT", "WITH", "AS", "IGNORE", "REPLACE")) {
                return true;
            } else {
                tokens.next();
            }
        }
        return false;
    }

    private void elements() {
        tokens.expect('(');
        do {
            if (keyParser.isAtKey()) {
                key();
            } else {
                column();
            }
        } while (tokens.accept(','));
        tokens.expect(')');
    }

    private void key() {
        AlterClause key = keyParser.read();
        if (key instanceof AddKey add) {
            keys.add(add.key());
        } else if (key instanceof AddForeignKey foreign) {
            foreignKeys.add(foreign);
        }
    }

    private void column() {
        ColumnDefinition column = columnParser.read(tokens.name());
        columns.add(column);
        foreignKeys.addAll(columnParser.takeForeignKeys());
        if (column.primaryKey()) {
            keys.add(new KeyDefinition(Kind.PRIMARY, null, List.of(column.name())));
        }
        if (column.uniqueKey()) {
            keys.add(new KeyDefinition(Kind.UNIQUE, null, List.of(column.name())));
        }
    }
}
