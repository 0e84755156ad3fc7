package dev.tributary.mysql;

import dev.tributary.mapping.CharacterSets;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.mysql.TableStatement.Alter;
import dev.tributary.mysql.TableStatement.Clause;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TargetEvolution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a statement on a replicated table means for the rows before it in the target: nothing, a rewrite, or the end of the
 * job where it cannot be told exactly.
 */
final class StatementRules {

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    private final RoutePlan route;
    private final TargetEvolution evolution;

    StatementRules(RoutePlan route, TargetEvolution evolution) {
        this.route = route;
        this.evolution = evolution;
    }

    /**
     * Refuses what no rewrite can express. Needs the statement alone, so it is asked as early as possible, where the binlog
     * is read.
     */
    static void refuse(TableStatement statement) {
        TableId table = statement.table();
        if (statement instanceof TableStatement.Drop || statement instanceof TableStatement.Truncate) {
            throw new SchemaChangedException(
                    table,
                    "its rows were taken away by "
                            + statement.getClass().getSimpleName().toUpperCase());
        }
        if (statement instanceof TableStatement.Rename rename) {
            throw new SchemaChangedException(table, "it changed names with " + rename.other());
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

    private static void refuse(TableId table, Clause clause) {
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

    private static List<String> names(Clause clause) {
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
    static void refuseUnlessFollowed(Alter alter, List<Column> before, List<Column> after) {
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

    private static void refuseUnlessKept(
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
        if (!TypeChange.keepsValues(old.type(), type)) {
            throw new SchemaChangedException(
                    alter.table(),
                    "column '" + old.name() + "' changed from " + old.type() + " to " + type
                            + ", by which MySQL may have changed the values of rows that are there");
        }
    }

    /** What is special about a column, its character set or its members, is settled when the plan is made. */
    private static void refuseUnlessPlain(Alter alter, @Nullable Column column) {
        if (column != null && SourceColumns.hasAmbiguousMembers(column.type())) {
            throw new SchemaChangedException(
                    alter.table(),
                    "column '" + column.name() + "' is " + column.type()
                            + ", whose members with commas, quotes or backslashes are followed in no ALTER TABLE");
        }
        if (column != null && TEXTS.contains(column.type().name()) && !isPlain(column)) {
            throw new SchemaChangedException(
                    alter.table(),
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

    private static Map<String, Column> byName(Collection<Column> columns) {
        return columns.stream().collect(Collectors.toMap(Column::name, Function.identity()));
    }

    private static SchemaChangedException misunderstood(Alter alter, Collection<Column> after) {
        return new SchemaChangedException(
                alter.table(),
                "the change source understood " + alter.clauses() + " as leaving the columns "
                        + after.stream().map(Column::name).toList());
    }

    /**
     * The rewrite of the rows before an ALTER TABLE; null where it leaves them as they are.
     *
     * @param columns the table's columns after it, as the change source understood it
     */
    @Nullable
    TableRewrite rewrite(Alter alter, Collection<Column> columns, long version) {
        Map<String, Column> after = byName(columns);
        List<ColumnRewrite> rewrites = new ArrayList<>();
        for (Clause clause : alter.clauses()) {
            requireUnderstood(alter, clause, after);
            if (clause instanceof Clause.AddColumn add) {
                if (!isExcluded(add.column())) {
                    rewrites.add(filled(add, Objects.requireNonNull(after.get(add.column()))));
                }
            } else if (clause instanceof Clause.RenameColumn rename) {
                requireReplicated(rename);
                rewrites.add(ColumnRewrite.move(rename.from(), rename.to()));
                rewrites.add(ColumnRewrite.setNull(rename.from()));
            } else if (clause instanceof Clause.ModifyColumn modify
                    && !modify.definition().nullable()) {
                ColumnRewrite filled = ColumnDefaults.replaceNull(Objects.requireNonNull(after.get(modify.column())));
                if (filled != null && !isKey(modify.column()) && !isExcluded(modify.column())) {
                    rewrites.add(filled);
                }
            }
        }
        return rewrites.isEmpty()
                ? null
                : new TableRewrite(route.target().target(), route.sourceDatabase(), version, false, rewrites);
    }

    private ColumnRewrite filled(Clause.AddColumn add, Column column) {
        ColumnRewrite filled = ColumnDefaults.of(column, add.definition());
        if (filled == null) {
            throw new SchemaChangedException(
                    route.source().id(),
                    "column '" + add.column()
                            + "' was added with values in the rows that are there which only MySQL knows; the job needs"
                            + " a constant default of a simple type, or none");
        }
        return filled;
    }

    private void requireReplicated(Clause.RenameColumn rename) {
        if (isKey(rename.from()) || isExcluded(rename.from()) || isExcluded(rename.to())) {
            throw new SchemaChangedException(
                    route.source().id(),
                    "column '" + rename.from() + "' was renamed to '" + rename.to()
                            + "', and one of them is part of the merge key or excluded");
        }
    }

    private boolean isExcluded(String column) {
        return evolution.isExcluded(route.target().target(), column);
    }

    private boolean isKey(String column) {
        return route.target().keyColumnNames().contains(column);
    }

    /** The columns that the change source goes on with are those that the statement says, or rows would be misread. */
    private void requireUnderstood(Alter alter, Clause clause, Map<String, Column> after) {
        boolean understood = true;
        if (clause instanceof Clause.AddColumn add) {
            understood = after.containsKey(add.column());
        } else if (clause instanceof Clause.RenameColumn rename) {
            understood = after.containsKey(rename.to()) && !after.containsKey(rename.from());
        } else if (clause instanceof Clause.ModifyColumn modify) {
            understood = after.containsKey(modify.column());
        } else if (clause instanceof Clause.DropColumn drop) {
            understood = !after.containsKey(drop.column())
                    || alter.clauses().stream()
                            .anyMatch(other -> other instanceof Clause.AddColumn add
                                    && add.column().equals(drop.column()));
        }
        if (!understood) {
            throw misunderstood(alter, after.values());
        }
    }
}
