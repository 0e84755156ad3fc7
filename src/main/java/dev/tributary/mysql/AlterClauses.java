package dev.tributary.mysql;

import dev.tributary.mysql.TableStatement.Clause;
import dev.tributary.mysql.TableStatement.Definition;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.cdc.connectors.shaded.org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** The clauses of ALTER TABLE as they matter here. */
final class AlterClauses {

    /** In the text of a clause, which has no blanks. */
    private static final Pattern CHARACTER_SET =
            Pattern.compile("CHARSET|CHARACTERSET|COLLATE", Pattern.CASE_INSENSITIVE);

    private static final Pattern SIZES = Pattern.compile("\\(([\\d,]+)\\)");
    private static final Pattern PLAIN_CHARACTER_SET = Pattern.compile("utf8|ascii", Pattern.CASE_INSENSITIVE);

    private AlterClauses() {}

    /** Empty for a clause that changes neither columns nor keys nor rows, such as ADD INDEX. */
    static List<Clause> of(AlterSpecificationContext clause) {
        if (clause instanceof MySqlParser.AlterByAddColumnContext add) {
            return List.of(new Clause.AddColumn(name(add.uid(0)), definition(add.columnDefinition())));
        }
        if (clause instanceof MySqlParser.AlterByAddColumnsContext add) {
            List<Clause> clauses = new ArrayList<>();
            for (int i = 0; i < add.columnDefinition().size(); i++) {
                clauses.add(new Clause.AddColumn(name(add.uid(i)), definition(add.columnDefinition(i))));
            }
            return clauses;
        }
        if (clause instanceof MySqlParser.AlterByDropColumnContext drop) {
            return List.of(new Clause.DropColumn(name(drop.uid())));
        }
        if (clause instanceof MySqlParser.AlterByRenameColumnContext rename) {
            return List.of(new Clause.RenameColumn(name(rename.oldColumn), name(rename.newColumn), null));
        }
        if (clause instanceof MySqlParser.AlterByChangeColumnContext change) {
            String from = name(change.oldColumn);
            String to = name(change.newColumn);
            Definition definition = definition(change.columnDefinition());
            return List.of(
                    from.equals(to)
                            ? new Clause.ModifyColumn(to, definition)
                            : new Clause.RenameColumn(from, to, definition));
        }
        if (clause instanceof MySqlParser.AlterByModifyColumnContext modify) {
            return List.of(new Clause.ModifyColumn(name(modify.uid(0)), definition(modify.columnDefinition())));
        }
        if (clause instanceof MySqlParser.AlterByAddPrimaryKeyContext
                || clause instanceof MySqlParser.AlterByDropPrimaryKeyContext) {
            return List.of(new Clause.ChangePrimaryKey());
        }
        if (changesCharacterSet(clause)) {
            return List.of(new Clause.ChangeCharacterSet(
                    PLAIN_CHARACTER_SET.matcher(clause.getText()).find()));
        }
        return movesRows(clause) ? List.of(new Clause.MoveRows(clause.getText())) : List.of();
    }

    private static boolean changesCharacterSet(AlterSpecificationContext clause) {
        return clause instanceof MySqlParser.AlterByConvertCharsetContext
                || clause instanceof MySqlParser.AlterByDefaultCharsetContext
                || clause instanceof MySqlParser.AlterByTableOptionContext
                        && CHARACTER_SET.matcher(clause.getText()).find();
    }

    /** Clauses that take rows away or bring some, without an event for any. */
    private static boolean movesRows(AlterSpecificationContext clause) {
        return clause instanceof MySqlParser.AlterByTruncatePartitionContext
                || clause instanceof MySqlParser.AlterByDropPartitionContext
                || clause instanceof MySqlParser.AlterByExchangePartitionContext
                || clause instanceof MySqlParser.AlterByDiscardPartitionContext
                || clause instanceof MySqlParser.AlterByImportPartitionContext
                || clause instanceof MySqlParser.AlterByDiscardTablespaceContext
                || clause instanceof MySqlParser.AlterByImportTablespaceContext;
    }

    private static Definition definition(ColumnDefinitionContext definition) {
        boolean nullable = true;
        boolean computed =
                definition.dataType().getText().toUpperCase(Locale.ROOT).equals("SERIAL");
        boolean isGenerated = false;
        boolean stored = true;
        String defaultText = null;
        for (ColumnConstraintContext constraint : definition.columnConstraint()) {
            if (constraint instanceof MySqlParser.NullColumnConstraintContext mark) {
                nullable = mark.nullNotnull().NOT() == null;
            } else if (constraint instanceof MySqlParser.PrimaryKeyColumnConstraintContext) {
                nullable = false;
            } else if (constraint instanceof MySqlParser.DefaultColumnConstraintContext value) {
                defaultText = literal(value.defaultValue());
                computed |= defaultText == null;
            } else if (constraint instanceof MySqlParser.GeneratedColumnConstraintContext generated) {
                computed = true;
                isGenerated = true;
                stored = generated.STORED() != null;
            } else if (constraint instanceof MySqlParser.AutoIncrementColumnConstraintContext automatic) {
                computed |= automatic.AUTO_INCREMENT() != null;
            } else if (constraint instanceof MySqlParser.SerialDefaultColumnConstraintContext) {
                computed = true;
            }
        }
        return new Definition(sizes(definition), nullable, defaultText, computed, isGenerated, stored);
    }

    private static List<String> sizes(ColumnDefinitionContext definition) {
        Matcher sizes = SIZES.matcher(definition.dataType().getText());
        return sizes.find() ? List.of(sizes.group(1).split(",")) : List.of();
    }

    /** The literal as it is written; null for what is computed. */
    private static @Nullable String literal(MySqlParser.DefaultValueContext value) {
        // DEFAULT CURRENT_TIMESTAMP and DEFAULT (expression) have no constant; DEFAULT NULL is a token of its own.
        if (value.NULL_LITERAL() != null) {
            return "NULL";
        }
        return value.constant() == null || value.expression() != null ? null : value.getText();
    }

    static String name(ParseTree identifier) {
        return unquoted(identifier.getText());
    }

    static String unquoted(String identifier) {
        char first = identifier.charAt(0);
        return identifier.length() > 1 && (first == '`' || first == '"')
                ? identifier.substring(1, identifier.length() - 1).replace("" + first + first, "" + first)
                : identifier;
    }
}
