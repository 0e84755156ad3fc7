package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.SessionSettings;
import dev.tributary.mysql.ddl.KeyDefinition.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what statements of the binlog do to replicated tables.
 *
 * <p>Only as much of a statement is read as is needed: its first words and the names of its tables, and the rest where one of
 * them is replicated. That part must be known in full; a statement in which anything is not counts as unreadable for each
 * replicated table whose name stands in it.
 */
public final class DdlReader {

    /** First words of statements that do nothing to tables or their rows that is not in the binlog itself. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "begin",
            "start",
            "commit",
            "rollback",
            "savepoint",
            "release",
            "xa",
            "set",
            "select",
            "do",
            "call",
            "flush",
            "analyze",
            "optimize",
            "repair",
            "check",
            "checksum",
            "cache",
            "grant",
            "revoke",
            "lock",
            "unlock",
            "use",
            "show",
            "explain",
            "describe",
            "desc",
            "help",
            "kill",
            "purge",
            "reset",
            "stop",
            "change",
            "install",
            "uninstall",
            "prepare",
            "execute",
            "deallocate",
            "binlog",
            "handler",
            "signal",
            "resignal",
            "get",
            "clone",
            "restart",
            "shutdown",
            "table",
            "values",
            "import",
            "backup",
            "end");

    /** What else is created, altered and dropped. */
    private static final Set<String> OTHER_OBJECTS = Set.of(
            "view",
            "algorithm",
            "definer",
            "sql",
            "procedure",
            "function",
            "aggregate",
            "trigger",
            "event",
            "user",
            "role",
            "server",
            "tablespace",
            "undo",
            "logfile",
            "instance",
            "resource",
            "sequence",
            "package",
            "prepare",
            "library",
            "materialized",
            "json",
            "masking");

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
            return new Reading(database, session, text).read();
        } catch (DdlSyntaxException | NumberFormatException e) {
            return named(database, session, text).stream()
                    .<TableDdl>map(table -> new TableDdl.Unreadable(table, String.valueOf(e.getMessage())))
                    .toList();
        }
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
            // What cannot be taken apart to its end is known by what stands before.
        }
        return replicated.namedIn(words, database);
    }

    /** One statement as it is read. */
    private final class Reading {

        private final String database;
        private final SessionSettings session;
        private final String text;
        private final DdlTokens tokens;
        private final TableNames names;
        private final List<TableDdl> found = new ArrayList<>();

        Reading(String database, SessionSettings session, String text) {
            this.database = database;
            this.session = session;
            this.text = text;
            this.tokens = new DdlTokens(new DdlText(text, session, dialect.mariaDb()));
            this.names = new TableNames(replicated, database);
        }

        List<TableDdl> read() {
            if (tokens.accept("SET", "STATEMENT")) {
                while (!tokens.atEnd() && !tokens.accept("FOR")) {
                    tokens.next();
                }
            }
            Token first = tokens.peek();
            if (first.kind() == Token.Kind.END || WITHOUT_EFFECT.contains(ReplicatedTables.lower(first.text()))) {
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
            return OTHER_OBJECTS.contains(ReplicatedTables.lower(tokens.peek().text()));
        }

        private void write() {
            List<TableId> written = new WriteParser(tokens, names).read();
            List<TableId> tables = written == null ? named(database, session, text) : written;
            tables.forEach(table -> replicated.find(table).ifPresent(known -> found.add(new TableDdl.Write(known))));
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
            if (ignore && all.stream().anyMatch(Reading::isOneOfUniqueness)) {
                all.add(new AlterClause.MoveRows("ALTER IGNORE TABLE, which drops rows with equal keys,"));
            }
            found.add(new TableDdl.Alter(known.get(), all, session.strict() && !ignore));
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
                    if (!tokens.isAtAny("COLUMN", "INDEX", "KEY")
                            || !tokens.peek(1).isName()) {
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
}
