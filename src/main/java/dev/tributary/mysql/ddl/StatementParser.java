package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.KeyDefinition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one statement, as far as it concerns replicated tables. What is not known of that ends the reading. */
final class StatementParser {

    /** A statement that writes to several tables, of those that it names. */
    static final class SeveralTablesException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final ReplicatedTables replicated;
    private final DdlDialect dialect;
    private final String database;
    private final SessionSettings session;
    private final DdlTokens tokens;
    private final TableNames names;
    private final List<TableDdl> found = new ArrayList<>();

    StatementParser(
            ReplicatedTables replicated, DdlDialect dialect, String database, SessionSettings session, String text) {
        this.replicated = replicated;
        this.dialect = dialect;
        this.database = database;
        this.session = session;
        this.tokens = new DdlTokens(new DdlText(text, session, dialect.mariaDb()));
        this.names = new TableNames(replicated, database);
    }

    /**
     * What the statement does.
     *
     * @throws SeveralTablesException where it writes to one or more of the tables that it names
     */
    List<TableDdl> read() {
        if (tokens.accept("SET", "STATEMENT")) {
            while (!tokens.atEnd() && !tokens.accept("FOR")) {
                tokens.next();
            }
        }
        Token first = tokens.peek();
        if (first.kind() == Token.Kind.END || StatementWords.haveNoEffect(first.text())) {
            return List.of();
        }
        if (tokens.accept("ALTER")) {
            alter();
        } else if (tokens.accept("CREATE")) {
            create();
        } else if (tokens.accept("DROP")) {
            drop();
        } else if (tokens.accept("RENAME")) {
            rename();
        } else if (tokens.accept("TRUNCATE")) {
            tokens.accept("TABLE");
            names.readReplicated(tokens).ifPresent(table -> found.add(new TableDdl.Truncate(table)));
        } else if (tokens.isAtAny("INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH")) {
            write();
        } else {
            throw tokens.unexpected();
        }
        return found;
    }

    private boolean isOther() {
        return StatementWords.nameNoTable(tokens.peek().text());
    }

    private void write() {
        List<TableId> written = new WriteParser(tokens, names).read();
        if (written == null) {
            throw new SeveralTablesException();
        }
        written.forEach(table -> replicated.find(table).ifPresent(known -> found.add(new TableDdl.Write(known))));
    }

    private void alter() {
        tokens.acceptAny("ONLINE", "OFFLINE");
        boolean ignore = tokens.accept("IGNORE");
        if (tokens.accept("TABLE")) {
            tokens.acceptIfExists();
            alterTable(names.read(tokens), ignore);
        } else if (tokens.acceptAny("DATABASE", "SCHEMA")) {
            boolean named = tokens.peek().isName()
                    && !(tokens.isAtAny("CHARACTER", "CHARSET", "CHAR", "COLLATE", "DEFAULT", "ENCRYPTION", "READ")
                            && tokens.peek().kind() == Token.Kind.WORD);
            ofDatabase(named ? tokens.name() : database);
        } else if (!isOther()) {
            throw tokens.unexpected();
        }
    }

    private void ofDatabase(String name) {
        String characterSet = new OptionParser(tokens).ofDatabase();
        if (characterSet != null) {
            replicated
                    .inDatabase(name)
                    .forEach(table -> found.add(new TableDdl.DatabaseCharacterSet(table, characterSet)));
        }
    }

    private void alterTable(TableId table, boolean ignore) {
        if (tokens.accept("WAIT")) {
            tokens.number();
        } else {
            tokens.accept("NOWAIT");
        }
        Optional<TableId> known = replicated.find(table);
        if (known.isEmpty()) {
            alterOther(table);
            return;
        }
        KeyParser keys = new KeyParser(tokens, names);
        ClauseParser clauses = new ClauseParser(tokens, names, columns(keys), keys);
        clauses.read();
        TableId renamed = clauses.renamedTo();
        if (renamed != null) {
            renamed(table, renamed);
        }
        TableId exchanged = clauses.exchangedWith();
        if (exchanged != null) {
            exchanged(table, exchanged);
        }
        List<AlterClause> all = new ArrayList<>(clauses.clauses());
        if (ignore && all.stream().anyMatch(StatementParser::isOneOfUniqueness)) {
            all.add(new AlterClause.MoveRows("ALTER IGNORE TABLE, which drops rows with equal keys,"));
        }
        found.add(new TableDdl.Alter(known.get(), all, session.strict() && !ignore, session.timeZone()));
    }

    private static boolean isOneOfUniqueness(AlterClause clause) {
        return clause instanceof AlterClause.AddKey add && add.key().kind() != Kind.PLAIN;
    }

    private ColumnParser columns(KeyParser keys) {
        return new ColumnParser(tokens, new TypeParser(tokens, dialect.mariaDb(), session.ansiQuotes()), keys);
    }

    /** Two clauses of another table concern a replicated one; all else of it is passed over, whatever it says. */
    private void alterOther(TableId table) {
        int depth = 0;
        boolean begins = true;
        while (!tokens.atEnd()) {
            if (begins && tokens.accept("RENAME")) {
                if (!tokens.isAtAny("COLUMN", "INDEX", "KEY") || !tokens.peek(1).isName()) {
                    if (!tokens.acceptAny("TO", "AS")) {
                        tokens.accept('=');
                    }
                    renamed(table, names.read(tokens));
                }
            } else if (begins && tokens.accept("EXCHANGE", "PARTITION")) {
                tokens.name();
                tokens.expect("WITH", "TABLE");
                exchanged(table, names.read(tokens));
            }
            if (tokens.atEnd()) {
                return;
            }
            Token token = tokens.next();
            depth += token.is('(') ? 1 : token.is(')') ? -1 : 0;
            begins = depth == 0 && token.is(',');
        }
    }

    private void renamed(TableId from, TableId to) {
        if (replicated.same(from, to)) {
            return;
        }
        replicated.find(from).ifPresent(table -> found.add(new TableDdl.Rename(table, from, to)));
        replicated.find(to).ifPresent(table -> found.add(new TableDdl.Rename(table, from, to)));
    }

    private void exchanged(TableId table, TableId other) {
        replicated.find(table).ifPresent(known -> found.add(new TableDdl.ExchangePartition(known, other)));
        replicated.find(other).ifPresent(known -> found.add(new TableDdl.ExchangePartition(known, table)));
    }

    private void create() {
        boolean replaces = tokens.accept("OR", "REPLACE");
        tokens.acceptAny("ONLINE", "OFFLINE");
        if (tokens.accept("TEMPORARY")) {
            return;
        }
        if (tokens.accept("TABLE")) {
            createTable(replaces);
        } else if (tokens.acceptAny("DATABASE", "SCHEMA")) {
            boolean ifAbsent = tokens.acceptIfNotExists();
            createDatabase(tokens.name(), ifAbsent);
        } else if (tokens.accept("SPATIAL", "REFERENCE") || isOther()) {
            return;
        } else {
            createIndex();
        }
    }

    private void createDatabase(String name, boolean ifAbsent) {
        String characterSet = new OptionParser(tokens).ofDatabase();
        if (!ifAbsent) {
            replicated
                    .inDatabase(name)
                    .forEach(table -> found.add(new TableDdl.DatabaseCharacterSet(table, characterSet)));
        }
    }

    private void createTable(boolean replaces) {
        boolean ifAbsent = tokens.acceptIfNotExists();
        Optional<TableId> table = names.readReplicated(tokens);
        if (table.isPresent()) {
            KeyParser keys = new KeyParser(tokens, names);
            TableDdl.Content content = new CreateParser(tokens, names, columns(keys), keys).read();
            found.add(new TableDdl.Create(table.get(), content, ifAbsent, replaces));
        }
    }

    private void createIndex() {
        Kind kind = tokens.accept("UNIQUE") ? Kind.UNIQUE : Kind.PLAIN;
        tokens.acceptAny("FULLTEXT", "SPATIAL", "VECTOR");
        tokens.expect("INDEX");
        boolean ifAbsent = tokens.acceptIfNotExists();
        String name = tokens.name();
        if (tokens.acceptAny("USING", "TYPE")) {
            tokens.name();
        }
        tokens.expect("ON");
        Optional<TableId> table = names.readReplicated(tokens);
        if (table.isPresent()) {
            KeyParser keys = new KeyParser(tokens, names);
            AlterClause added = new AlterClause.AddKey(new KeyDefinition(kind, name, keys.parts()), ifAbsent);
            found.add(new TableDdl.Alter(table.get(), List.of(added), session.strict()));
        }
    }

    private void drop() {
        tokens.acceptAny("ONLINE", "OFFLINE");
        if (tokens.accept("TEMPORARY")) {
            return;
        }
        if (tokens.acceptAny("TABLE", "TABLES")) {
            tokens.acceptIfExists();
            do {
                names.readReplicated(tokens).ifPresent(table -> found.add(new TableDdl.Drop(table)));
            } while (tokens.accept(','));
        } else if (tokens.acceptAny("DATABASE", "SCHEMA")) {
            tokens.acceptIfExists();
            replicated.inDatabase(tokens.name()).forEach(table -> found.add(new TableDdl.Drop(table)));
        } else if (tokens.accept("INDEX")) {
            tokens.acceptIfExists();
            AlterClause dropped = new AlterClause.DropKey(tokens.name());
            tokens.expect("ON");
            names.readReplicated(tokens)
                    .ifPresent(table -> found.add(new TableDdl.Alter(table, List.of(dropped), session.strict())));
        } else if (!tokens.accept("SPATIAL", "REFERENCE") && !isOther()) {
            throw tokens.unexpected();
        }
    }

    private void rename() {
        if (tokens.accept("USER")) {
            return;
        }
        if (!tokens.acceptAny("TABLE", "TABLES")) {
            throw tokens.unexpected();
        }
        tokens.acceptIfExists();
        do {
            TableId from = names.read(tokens);
            if (tokens.accept("WAIT")) {
                tokens.number();
            } else {
                tokens.accept("NOWAIT");
            }
            tokens.expect("TO");
            renamed(from, names.read(tokens));
        } while (tokens.accept(','));
    }
}
