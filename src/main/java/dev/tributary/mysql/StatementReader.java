package dev.tributary.mysql;

import dev.tributary.model.TableId;
import dev.tributary.mysql.TableStatement.Alter;
import dev.tributary.mysql.TableStatement.Clause;
import dev.tributary.mysql.TableStatement.Create;
import dev.tributary.mysql.TableStatement.Drop;
import dev.tributary.mysql.TableStatement.Rename;
import dev.tributary.mysql.TableStatement.Truncate;
import dev.tributary.mysql.TableStatement.Unreadable;
import dev.tributary.mysql.TableStatement.Write;
import io.debezium.antlr.CaseChangingCharStream;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParserBaseListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.BaseErrorListener;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.CharStreams;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.CommonTokenStream;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.RecognitionException;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.Recognizer;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.tree.ParseTree;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.tree.ParseTreeWalker;

/**
 * Reads statements by the grammar that the change source reads them by, so that both find the same. A statement that the
 * grammar does not know counts as one on each table whose name stands in it.
 */
final class StatementReader {

    private static final Pattern EXECUTED_COMMENT = Pattern.compile("/\\*!\\d*");

    private final String database;
    private final Collection<TableId> replicated;

    /**
     * @param database where names without one belong
     * @param replicated the tables that matter
     */
    StatementReader(String database, Collection<TableId> replicated) {
        this.database = database;
        this.replicated = replicated;
    }

    /** What the text does to replicated tables; mostly nothing. */
    List<TableStatement> read(String text) {
        if (EXECUTED_COMMENT.matcher(text).find()) {
            return unreadable(text);
        }
        try {
            Listener listener = new Listener(text);
            ParseTreeWalker.DEFAULT.walk(listener, tree(text));
            return listener.statements;
        } catch (UnreadableException e) {
            return unreadable(text);
        }
    }

    private List<TableStatement> unreadable(String text) {
        return replicated.stream()
                .filter(table -> names(text, table.table())
                        && (table.database().equals(database) || names(text, table.database())))
                .<TableStatement>map(Unreadable::new)
                .toList();
    }

    private static boolean names(String text, String name) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_$])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    private static ParseTree tree(String text) {
        MySqlLexer lexer = new MySqlLexer(new CaseChangingCharStream(CharStreams.fromString(text), true));
        MySqlParser parser = new MySqlParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        lexer.addErrorListener(Refusal.INSTANCE);
        parser.removeErrorListeners();
        parser.addErrorListener(Refusal.INSTANCE);
        return parser.root();
    }

    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Refusal extends BaseErrorListener {

        static final Refusal INSTANCE = new Refusal();

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int position,
                String message,
                RecognitionException cause) {
            throw new UnreadableException();
        }
    }

    private final class Listener extends MySqlParserBaseListener {

        private final String text;
        private final List<TableStatement> statements = new ArrayList<>();

        Listener(String text) {
            this.text = text;
        }

        private boolean isReplicated(TableId table) {
            return replicated.contains(table);
        }

        private void add(TableStatement statement) {
            if (isReplicated(statement.table())) {
                statements.add(statement);
            }
        }

        @Override
        public void enterAlterTable(MySqlParser.AlterTableContext context) {
            TableId table = table(context.tableName().fullId());
            List<Clause> clauses = new ArrayList<>();
            for (MySqlParser.AlterSpecificationContext specification : context.alterSpecification()) {
                if (specification instanceof MySqlParser.AlterByRenameContext rename) {
                    TableId other = rename.fullId() == null
                            ? new TableId(table.database(), AlterClauses.name(rename.uid()))
                            : table(rename.fullId());
                    add(new Rename(table, other));
                    add(new Rename(other, table));
                } else {
                    clauses.addAll(AlterClauses.of(specification));
                }
            }
            add(new Alter(table, clauses));
        }

        @Override
        public void enterTruncateTable(MySqlParser.TruncateTableContext context) {
            add(new Truncate(table(context.tableName().fullId())));
        }

        @Override
        public void enterDropTable(MySqlParser.DropTableContext context) {
            if (context.TEMPORARY() == null) {
                var dropped = context.tables().tableName();
                dropped.forEach(name -> add(new Drop(table(name.fullId()), dropped.size() == 1)));
            }
        }

        @Override
        public void enterDropDatabase(MySqlParser.DropDatabaseContext context) {
            String dropped = AlterClauses.name(context.uid());
            replicated.stream()
                    .filter(table -> table.database().equals(dropped))
                    .forEach(table -> add(new Drop(table, false)));
        }

        @Override
        public void enterRenameTableClause(MySqlParser.RenameTableClauseContext context) {
            TableId from = table(context.tableName(0).fullId());
            TableId to = table(context.tableName(1).fullId());
            add(new Rename(from, to));
            add(new Rename(to, from));
        }

        @Override
        public void enterColumnCreateTable(MySqlParser.ColumnCreateTableContext context) {
            add(new Create(table(context.tableName().fullId()), context.ifNotExists() != null));
        }

        @Override
        public void enterCopyCreateTable(MySqlParser.CopyCreateTableContext context) {
            add(new Create(table(context.tableName(0).fullId()), context.ifNotExists() != null));
        }

        @Override
        public void enterQueryCreateTable(MySqlParser.QueryCreateTableContext context) {
            add(new Create(table(context.tableName().fullId()), context.ifNotExists() != null));
        }

        /** Those that stand in the body of a routine are not executed here. */
        @Override
        public void enterDmlStatement(MySqlParser.DmlStatementContext context) {
            boolean executed = context.getParent() != null
                    && context.getParent().getParent() instanceof MySqlParser.SqlStatementsContext;
            if (!executed) {
                return;
            }
            List<MySqlParser.TableNameContext> single = writtenAlone(context);
            if (!single.isEmpty()) {
                add(new Write(table(single.get(0).fullId())));
            } else if (context.updateStatement() != null
                    || context.deleteStatement() != null
                    || context.loadXmlStatement() != null) {
                unreadable(text).forEach(named -> add(new Write(named.table())));
            }
        }

        /** The one table that the statement writes to; none for a statement that writes to several or none. */
        private static List<MySqlParser.TableNameContext> writtenAlone(MySqlParser.DmlStatementContext context) {
            return Stream.of(
                            context.insertStatement(),
                            context.replaceStatement(),
                            context.loadDataStatement(),
                            context.updateStatement() == null
                                    ? null
                                    : context.updateStatement().singleUpdateStatement(),
                            context.deleteStatement() == null
                                    ? null
                                    : context.deleteStatement().singleDeleteStatement())
                    .filter(Objects::nonNull)
                    .map(statement -> statement.getRuleContext(MySqlParser.TableNameContext.class, 0))
                    .toList();
        }

        private TableId table(MySqlParser.FullIdContext id) {
            if (id.uid().size() > 1) {
                return new TableId(AlterClauses.name(id.uid(0)), AlterClauses.name(id.uid(1)));
            }
            String first = AlterClauses.name(id.uid(0));
            // The grammar takes the dot with the name behind it, where no blank stands between.
            return id.DOT_ID() == null
                    ? new TableId(database, first)
                    : new TableId(
                            first, AlterClauses.unquoted(id.DOT_ID().getText().substring(1)));
        }
    }
}
