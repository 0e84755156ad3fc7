package dev.tributary.mysql;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.mapping.CharacterSets;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.mysql.TableStatement.Alter;
import dev.tributary.mysql.TableStatement.Clause;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refuses statements on replicated tables: those that shall not be followed, and those that cannot be exactly. */
final class StatementRules {

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    private final SchemaChangeOptions options;

    StatementRules(SchemaChangeOptions options) {
        this.options = options;
    }

    /**
     * Refuses what no rewrite can express. Needs the statement alone, so it is asked as early as possible, where the binlog
     * is read.
     */
    void refuse(TableStatement statement) {
        TableId table = statement.table();
        if (statement instanceof TableStatement.Truncate) {
            refuseIf(options.truncateTable(), table, "TRUNCATE TABLE", "truncate-table");
        }
        if (statement instanceof TableStatement.Drop) {
            refuseIf(options.dropTable(), table, "DROP TABLE", "drop-table");
        }
        if (statement instanceof TableStatement.Rename rename) {
            throw new SchemaChangedException(table, "it changed names with " + rename.other());
        }
        if (statement instanceof TableStatement.Write) {
            throw SchemaChangedException.forSomebody(
                    table,
                    "its rows were changed by a statement that stands in the binlog instead of them; binlog_format must be"
                            + " ROW in every session, and the table of an engine that keeps its rows");
        }
        if (statement instanceof TableStatement.Unreadable) {
            throw new SchemaChangedException(
                    table, "a statement names it that the change source does not understand, see its log");
        }
        if (statement instanceof Alter alter) {
            alter.clauses().forEach(clause -> refuse(table, clause));
            refuseEntangledNames(alter);
        }
    }

    private static void refuseIf(Policy policy, TableId table, String statement, String option) {
        if (policy == Policy.FAIL) {
            throw SchemaChangedException.forSomebody(
                    table, statement + ", and schema-changes." + option + " is 'fail'");
        }
    }

    private void refuse(TableId table, Clause clause) {
        if (clause instanceof Clause.AddColumn add) {
            refuseIf(options.addColumn(), table, "ADD COLUMN " + add.column(), "add-column");
        } else if (clause instanceof Clause.DropColumn drop) {
            refuseIf(options.dropColumn(), table, "DROP COLUMN " + drop.column(), "drop-column");
        } else if (clause instanceof Clause.RenameColumn rename) {
            refuseIf(options.renameColumn(), table, "RENAME COLUMN " + rename.from(), "rename-column");
        } else if (clause instanceof Clause.ModifyColumn modify) {
            refuseIf(options.modifyColumn(), table, "MODIFY COLUMN " + modify.column(), "modify-column");
        }
        if (clause instanceof Clause.MoveRows moved) {
            throw new SchemaChangedException(table, moved.what() + " moves rows without an event for any");
        }
        if (clause instanceof Clause.ChangePrimaryKey) {
            throw new SchemaChangedException(table, "its primary key changed");
        }
        if (clause instanceof Clause.AddColumn add && !add.definition().stored()) {
            throw new SchemaChangedException(
                    table, "column '" + add.column() + "' is generated and not stored, so it is not in the binlog");
        }
    }

    /** The change source applies clauses one after the other, MySQL all at once: names that meet would differ. */
    private static void refuseEntangledNames(Alter alter) {
        Map<String, Integer> uses = new HashMap<>();
        Set<String> renamed = new HashSet<>();
        for (Clause clause : alter.clauses()) {
            for (String name : names(clause)) {
                uses.merge(name, 1, Integer::sum);
            }
            if (clause instanceof Clause.RenameColumn) {
                renamed.addAll(names(clause));
            }
        }
        for (String name : renamed) {
            if (uses.getOrDefault(name, 0) > 1) {
                throw new SchemaChangedException(
                        alter.table(),
                        "one ALTER TABLE renames column '" + name
                                + "' and names it once more, which cannot be followed;"
                                + " execute such clauses as statements of their own");
            }
        }
    }

    static List<String> names(Clause clause) {
        if (clause instanceof Clause.AddColumn add) {
            return List.of(add.column());
        }
        if (clause instanceof Clause.DropColumn drop) {
            return List.of(drop.column());
        }
        if (clause instanceof Clause.RenameColumn rename) {
            return List.of(rename.from(), rename.to());
        }
        return clause instanceof Clause.ModifyColumn modify ? List.of(modify.column()) : List.of();
    }

    /**
     * Refuses an ALTER TABLE that the change source understood in another way than it was meant, or that changes values of the
     * rows that are there in a way that cannot be told.
     */
    void refuseUnlessFollowed(Alter alter, List<Column> before, List<Column> after) {
        Map<String, Column> old = byName(before);
        Map<String, Column> now = byName(after);
        int expected = before.size();
        for (Clause clause : alter.clauses()) {
            if (clause instanceof Clause.ChangeCharacterSet change) {
                refuseUnlessPlain(alter, change, before);
            } else if (clause instanceof Clause.AddColumn add) {
                expected++;
                refuseUnlessPlain(alter, now.get(add.column()));
            } else if (clause instanceof Clause.DropColumn) {
                expected--;
            } else if (clause instanceof Clause.ModifyColumn modify) {
                refuseUnlessKept(alter, old.get(modify.column()), now.get(modify.column()), modify.definition());
            } else if (clause instanceof Clause.RenameColumn rename) {
                refuseUnlessPlain(alter, old.get(rename.from()));
                if (rename.definition() != null) {
                    refuseUnlessKept(alter, old.get(rename.from()), now.get(rename.to()), rename.definition());
                }
            }
        }
        if (after.size() != expected) {
            throw misunderstood(alter, after);
        }
    }

    private void refuseUnlessKept(
            Alter alter, @Nullable Column old, @Nullable Column now, TableStatement.Definition definition) {
        refuseUnlessPlain(alter, old);
        refuseUnlessPlain(alter, now);
        if (old == null || now == null || definition.generated()) {
            throw new SchemaChangedException(
                    alter.table(), "a column was defined anew in a way that cannot be followed: " + alter.clauses());
        }
        // The change source keeps the sizes of a type whose new definition has none.
        boolean hasMembers =
                now.type().name().equals("enum") || now.type().name().equals("set");
        MySqlType type = hasMembers
                ? now.type()
                : new MySqlType(
                        now.type().name(), definition.sizes(), now.type().unsigned());
        if (options.modifyColumn() == Policy.APPLY && !TypeChange.keepsValues(old.type(), type)) {
            throw new SchemaChangedException(
                    alter.table(),
                    "column '" + old.name() + "' changed from " + old.type() + " to " + type
                            + ", by which MySQL may have changed the values of rows that are there");
        }
    }

    /** What is special about a column, its character set or its members, is settled when the plan is made. */
    private static void refuseUnlessPlain(Alter alter, @Nullable Column column) {
        refuseUnlessPlain(alter.table(), column);
    }

    private static void refuseUnlessPlain(TableId table, @Nullable Column column) {
        if (column != null && SourceColumns.hasAmbiguousMembers(column.type())) {
            throw new SchemaChangedException(
                    table,
                    "column '" + column.name() + "' is " + column.type()
                            + ", whose members with commas, quotes or backslashes are followed in no statement");
        }
        if (column != null && TEXTS.contains(column.type().name()) && !isPlain(column)) {
            throw new SchemaChangedException(
                    table,
                    "column '" + column.name() + "' is a text in the character set " + column.characterSet()
                            + ", which is followed in UTF-8 alone");
        }
    }

    private static void refuseUnlessPlain(Alter alter, Clause.ChangeCharacterSet change, List<Column> columns) {
        boolean plain = change.plain()
                && columns.stream()
                        .filter(column -> TEXTS.contains(column.type().name()))
                        .allMatch(StatementRules::isPlain);
        if (!plain) {
            throw new SchemaChangedException(
                    alter.table(), "its character set changed, which is followed within UTF-8 alone");
        }
    }

    private static boolean isPlain(Column column) {
        return column.characterSet() != null && !CharacterSets.needsDecoder(column.characterSet());
    }

    /**
     * Refuses a table created in the place of one that was dropped, where its rows would be told apart or read in another way.
     *
     * @param planned the table as the plan knew it
     * @param columns those that were created
     * @param primaryKey that was created
     */
    static void refuseUnlessAlike(TableSchema planned, List<Column> columns, List<String> primaryKey) {
        TableId table = planned.id();
        if (planned.primaryKey().isEmpty() || !Set.copyOf(primaryKey).equals(Set.copyOf(planned.primaryKey()))) {
            throw new SchemaChangedException(
                    table,
                    "it is there anew, with the primary key " + primaryKey + ", and was planned with "
                            + planned.primaryKey());
        }
        refuseUnlessReadable(planned, columns);
    }

    /** Refuses columns whose values the change source, as it was set up for the planned table, would read in another way. */
    static void refuseUnlessReadable(TableSchema planned, List<Column> columns) {
        TableId table = planned.id();
        Set<Column> known = Set.copyOf(planned.columns());
        Set<Column> now = Set.copyOf(columns);
        Set<String> names = byName(columns).keySet();
        columns.stream().filter(column -> !known.contains(column)).forEach(column -> refuseUnlessPlain(table, column));
        // A column of this name would be decoded as the one was that is gone.
        planned.columns().stream()
                .filter(column -> names.contains(column.name()) && !now.contains(column))
                .forEach(column -> refuseUnlessPlain(table, column));
    }

    static Map<String, Column> byName(Collection<Column> columns) {
        return columns.stream().collect(Collectors.toMap(Column::name, Function.identity()));
    }

    static SchemaChangedException misunderstood(Alter alter, Collection<Column> after) {
        return new SchemaChangedException(
                alter.table(),
                "the change source understood " + alter.clauses() + " as leaving the columns "
                        + after.stream().map(Column::name).toList());
    }
}
