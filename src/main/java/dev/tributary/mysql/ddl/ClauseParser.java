package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.AlterClause.AddColumn;
import dev.tributary.mysql.ddl.AlterClause.ChangeColumn;
import dev.tributary.mysql.ddl.AlterClause.ConvertTexts;
import dev.tributary.mysql.ddl.AlterClause.DropColumn;
import dev.tributary.mysql.ddl.AlterClause.DropKey;
import dev.tributary.mysql.ddl.AlterClause.DropPrimaryKey;
import dev.tributary.mysql.ddl.AlterClause.MoveRows;
import dev.tributary.mysql.ddl.AlterClause.Place;
import dev.tributary.mysql.ddl.AlterClause.RenameColumn;
import dev.tributary.mysql.ddl.AlterClause.RenameKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the clauses of ALTER TABLE behind the table's name, up to the end. A clause that is not known ends the reading. */
final class ClauseParser {

    private final DdlTokens tokens;
    private final TableNames names;
    private final ColumnParser columns;
    private final KeyParser keys;
    private final OptionParser options;
    private final PartitionParser partitions;
    private final List<AlterClause> clauses = new ArrayList<>();

    private @Nullable TableId renamedTo;
    private @Nullable TableId exchangedWith;

    ClauseParser(DdlTokens tokens, TableNames names, ColumnParser columns, KeyParser keys) {
        this.tokens = tokens;
        this.names = names;
        this.columns = columns;
        this.keys = keys;
        this.options = new OptionParser(tokens);
        this.partitions = new PartitionParser(tokens);
    }

    List<AlterClause> clauses() {
        return clauses;
    }

    /** The table's new name; null where it keeps its own. */
    @Nullable
    TableId renamedTo() {
        return renamedTo;
    }

    /** The table with which it exchanges a partition; null for none. */
    @Nullable
    TableId exchangedWith() {
        return exchangedWith;
    }

    void read() {
        while (!tokens.atEnd()) {
            if (tokens.accept("PARTITION", "BY")) {
                tokens.skipToEnd();
                return;
            }
            clause();
            clauses.addAll(columns.takeForeignKeys());
            boolean more = tokens.accept(',');
            if (!more
                    && !tokens.atEnd()
                    && !(tokens.isAt("PARTITION") && tokens.peek(1).is("BY"))) {
                throw tokens.unexpected();
            }
        }
    }

    private void clause() {
        if (tokens.accept("ADD")) {
            add();
        } else if (tokens.accept("DROP")) {
            drop();
        } else if (tokens.accept("CHANGE")) {
            tokens.accept("COLUMN");
            boolean ifPresent = tokens.acceptIfExists();
            change(tokens.name(), tokens.name(), ifPresent);
        } else if (tokens.accept("MODIFY")) {
            tokens.accept("COLUMN");
            boolean ifPresent = tokens.acceptIfExists();
            String column = tokens.name();
            change(column, column, ifPresent);
        } else if (tokens.accept("RENAME")) {
            rename();
        } else if (tokens.accept("ALTER")) {
            alter();
        } else if (tokens.accept("CONVERT")) {
            convert();
        } else if (tokens.accept("ORDER", "BY")) {
            order();
        } else if (!ofRows() && !withoutEffect()) {
            List<AlterClause> found = options.find();
            if (found == null) {
                throw tokens.unexpected();
            }
            clauses.addAll(found);
        }
    }

    private void add() {
        if (tokens.accept("PARTITION")) {
            partitions.added();
        } else if (keys.isAtKey()) {
            addKey();
        } else {
            tokens.accept("COLUMN");
            boolean ifAbsent = tokens.acceptIfNotExists();
            if (tokens.accept('(')) {
                do {
                    if (keys.isAtKey()) {
                        addKey();
                    } else {
                        addColumn(ifAbsent);
                    }
                } while (tokens.accept(','));
                tokens.expect(')');
            } else {
                addColumn(ifAbsent);
            }
        }
    }

    private void addKey() {
        AlterClause key = keys.read();
        if (key != null) {
            clauses.add(key);
        }
    }

    private void addColumn(boolean ifAbsent) {
        ColumnDefinition definition = columns.read(tokens.name());
        clauses.add(new AddColumn(definition, place(), ifAbsent));
    }

    private void change(String column, String name, boolean ifPresent) {
        ColumnDefinition definition = columns.read(name);
        clauses.add(new ChangeColumn(column, definition, place(), ifPresent));
    }

    private Place place() {
        if (tokens.accept("FIRST")) {
            return new Place.First();
        }
        return tokens.accept("AFTER") ? new Place.After(tokens.name()) : new Place.Usual();
    }

    private void drop() {
        if (tokens.accept("PARTITION")) {
            partitions.dropped();
            clauses.add(new MoveRows("DROP PARTITION"));
        } else if (tokens.accept("PRIMARY", "KEY")) {
            clauses.add(new DropPrimaryKey());
        } else if (tokens.accept("FOREIGN", "KEY") || tokens.accept("CHECK")) {
            tokens.acceptIfExists();
            tokens.name();
        } else if (tokens.acceptAny("INDEX", "KEY", "CONSTRAINT")) {
            tokens.acceptIfExists();
            clauses.add(new DropKey(tokens.name()));
        } else {
            tokens.accept("COLUMN");
            boolean ifPresent = tokens.acceptIfExists();
            clauses.add(new DropColumn(tokens.name(), ifPresent));
            tokens.acceptAny("RESTRICT", "CASCADE");
        }
    }

    private void rename() {
        if (tokens.accept("COLUMN")) {
            boolean ifPresent = tokens.acceptIfExists();
            String from = tokens.name();
            tokens.expect("TO");
            clauses.add(new RenameColumn(from, tokens.name(), ifPresent));
        } else if (tokens.acceptAny("INDEX", "KEY")) {
            tokens.acceptIfExists();
            String from = tokens.name();
            tokens.expect("TO");
            clauses.add(new RenameKey(from, tokens.name()));
        } else {
            if (!tokens.acceptAny("TO", "AS")) {
                tokens.accept('=');
            }
            renamedTo = names.read(tokens);
        }
    }

    /** ALTER within ALTER TABLE: what is said of columns and keys beyond their values. */
    private void alter() {
        if (tokens.acceptAny("INDEX", "KEY")) {
            tokens.acceptIfExists();
            tokens.name();
            tokens.accept("NOT");
            if (!tokens.acceptAny("VISIBLE", "INVISIBLE", "IGNORED")) {
                throw tokens.unexpected();
            }
        } else if (tokens.acceptAny("CHECK", "CONSTRAINT")) {
            tokens.name();
            tokens.accept("NOT");
            tokens.expect("ENFORCED");
        } else {
            tokens.accept("COLUMN");
            tokens.acceptIfExists();
            tokens.name();
            if (!tokens.accept("DROP", "DEFAULT")) {
                tokens.expect("SET");
                if (!tokens.acceptAny("VISIBLE", "INVISIBLE")) {
                    tokens.expect("DEFAULT");
                    columns.skipPreset();
                }
            }
        }
    }

    private void convert() {
        if (tokens.acceptAny("PARTITION", "TABLE")) {
            clauses.add(new MoveRows("CONVERT PARTITION"));
            tokens.skipToEnd();
            return;
        }
        tokens.expect("TO");
        if (!TypeParser.acceptCharacterSet(tokens)) {
            throw tokens.unexpected();
        }
        String characterSet = tokens.accept("DEFAULT") ? null : TypeParser.characterSetName(tokens);
        if (tokens.accept("COLLATE")) {
            String ofCollation = TypeParser.collation(tokens);
            characterSet = characterSet == null ? ofCollation : characterSet;
        }
        clauses.add(new ConvertTexts(characterSet));
    }

    /** The order of rows. A comma ends it where no further column follows. */
    private void order() {
        boolean more;
        do {
            tokens.lastName();
            tokens.acceptAny("ASC", "DESC");
            Token behindName = tokens.peek(2);
            more = tokens.peek().is(',')
                    && tokens.peek(1).isName()
                    && (behindName.is(',')
                            || behindName.is('.')
                            || behindName.is(';')
                            || behindName.kind() == Token.Kind.END
                            || behindName.is("ASC")
                            || behindName.is("DESC"));
            if (more) {
                tokens.next();
            }
        } while (more);
    }

    /** Clauses that take rows away or bring some. */
    private boolean ofRows() {
        if (tokens.accept("EXCHANGE", "PARTITION")) {
            tokens.name();
            tokens.expect("WITH", "TABLE");
            exchangedWith = names.read(tokens);
            return true;
        }
        String moved = partitions.movingRows();
        if (moved != null) {
            clauses.add(new MoveRows(moved));
        }
        return moved != null;
    }

    private boolean withoutEffect() {
        if (tokens.acceptAny("ALGORITHM", "LOCK")) {
            tokens.accept('=');
            tokens.name();
        } else {
            return partitions.withoutEffect()
                    || tokens.accept("DISABLE", "KEYS")
                    || tokens.accept("ENABLE", "KEYS")
                    || tokens.accept("WITH", "VALIDATION")
                    || tokens.accept("WITHOUT", "VALIDATION")
                    || tokens.acceptAny("FORCE", "SECONDARY_LOAD", "SECONDARY_UNLOAD");
        }
        return true;
    }
}
