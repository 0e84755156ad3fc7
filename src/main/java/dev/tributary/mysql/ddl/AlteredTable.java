package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.mysql.ddl.AlterClause.AddColumn;
import dev.tributary.mysql.ddl.AlterClause.AddForeignKey;
import dev.tributary.mysql.ddl.AlterClause.AddKey;
import dev.tributary.mysql.ddl.AlterClause.ChangeColumn;
import dev.tributary.mysql.ddl.AlterClause.ConvertTexts;
import dev.tributary.mysql.ddl.AlterClause.DefaultCharacterSet;
import dev.tributary.mysql.ddl.AlterClause.DropColumn;
import dev.tributary.mysql.ddl.AlterClause.DropKey;
import dev.tributary.mysql.ddl.AlterClause.DropPrimaryKey;
import dev.tributary.mysql.ddl.AlterClause.MoveRows;
import dev.tributary.mysql.ddl.AlterClause.Place;
import dev.tributary.mysql.ddl.AlterClause.RenameColumn;
import dev.tributary.mysql.ddl.AlterClause.RenameKey;
import dev.tributary.mysql.ddl.StructureChange.ColumnChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table under one ALTER TABLE. As in MySQL the columns that are there come first, each dropped, renamed, defined anew or
 * left alone; then new ones and those that get another place are put into the list one by one, next to columns by their new
 * names.
 */
final class AlteredTable implements AlterClause.Visitor {

    private final TableStructure before;
    private final boolean explicitTimestamps;

    private final Map<String, RenameColumn> renames = new HashMap<>();
    private final Map<String, ChangeColumn> changes = new HashMap<>();
    private final Set<String> drops = new HashSet<>();
    private final List<Placed> placed = new ArrayList<>();
    private final AlteredKeys keys;
    private @Nullable String defaultCharacterSet;
    private @Nullable String convertedTo;
    private boolean converts;

    /** Column definitions as they stand in the new list, with what each was. */
    private final List<Draft> drafts = new ArrayList<>();

    /** A column that is put into the list, or to another place of it, when the others are in it. */
    private record Placed(
            ColumnDefinition definition,
            Place place,
            @Nullable Column before) {}

    /** @param definition null for one that is only renamed, or left alone */
    private record Draft(
            String name,
            @Nullable ColumnDefinition definition,
            @Nullable Column before) {}

    AlteredTable(TableStructure before, List<AlterClause> clauses, boolean explicitTimestamps) {
        this.before = before;
        this.explicitTimestamps = explicitTimestamps;
        this.defaultCharacterSet = before.characterSet().isEmpty() ? null : before.characterSet();
        this.keys = new AlteredKeys(before);
        clauses.forEach(clause -> clause.accept(this));
    }

    @Override
    public void addColumn(AddColumn add) {
        if (!add.ifAbsent() || before.column(add.definition().name()).isEmpty()) {
            placed.add(new Placed(add.definition(), add.place(), null));
            keys.addInline(add.definition());
        }
    }

    @Override
    public void dropColumn(DropColumn drop) {
        if (isThere(drop.column(), drop.ifPresent())) {
            drops.add(lower(drop.column()));
        }
    }

    @Override
    public void renameColumn(RenameColumn rename) {
        if (isThere(rename.from(), rename.ifPresent())) {
            renames.put(lower(rename.from()), rename);
        }
    }

    @Override
    public void changeColumn(ChangeColumn change) {
        if (isThere(change.column(), change.ifPresent())) {
            changes.put(lower(change.column()), change);
            keys.addInline(change.definition());
            if (!(change.place() instanceof Place.Usual)) {
                placed.add(new Placed(
                        change.definition(),
                        change.place(),
                        before.column(change.column()).orElseThrow()));
            }
        }
    }

    private boolean isThere(String column, boolean ifPresent) {
        boolean there = before.column(column).isPresent();
        if (!there && !ifPresent) {
            throw new InapplicableException("a statement names column '" + column + "', and the table is known with "
                    + before.columns().stream().map(Column::name).toList());
        }
        return there;
    }

    @Override
    public void addKey(AddKey add) {
        keys.add(add);
    }

    @Override
    public void dropPrimaryKey(DropPrimaryKey drop) {
        keys.dropPrimary();
    }

    @Override
    public void dropKey(DropKey drop) {
        keys.drop(drop.name());
    }

    @Override
    public void renameKey(RenameKey rename) {
        keys.rename(rename);
    }

    @Override
    public void addForeignKey(AddForeignKey add) {
        // Says nothing of columns and unique keys.
    }

    @Override
    public void convertTexts(ConvertTexts convert) {
        converts = true;
        convertedTo = convert.characterSet();
        defaultCharacterSet = convert.characterSet();
    }

    @Override
    public void defaultCharacterSet(DefaultCharacterSet chosen) {
        defaultCharacterSet = chosen.characterSet();
    }

    @Override
    public void moveRows(MoveRows moved) {
        // Says nothing of columns and keys.
    }

    StructureChange build() {
        if (converts && convertedTo == null) {
            throw new UnknownCharacterSetException();
        }
        keepOrReplace();
        placed.forEach(this::place);
        Map<String, String> names = new HashMap<>();
        drafts.forEach(draft -> {
            if (draft.before() != null) {
                names.put(lower(draft.before().name()), draft.name());
            }
        });
        keys.follow(names);
        List<ColumnChange> columns = drafts.stream().map(this::column).toList();
        List<Column> after = columns.stream().map(ColumnChange::after).toList();
        Set<String> distinct = new HashSet<>();
        if (!after.stream().allMatch(column -> distinct.add(lower(column.name())))) {
            throw new InapplicableException("a statement gives two columns of " + distinct + " one name");
        }
        TableStructure structure = new TableStructure(
                before.id(),
                after,
                keys.primaryKey(after),
                keys.uniqueKeys(after),
                defaultCharacterSet == null ? "" : CharacterSetRules.canonical(defaultCharacterSet),
                drafts.stream()
                        .filter(this::isCounted)
                        .map(Draft::name)
                        .findFirst()
                        .orElse(""));
        return new StructureChange(before, structure, columns);
    }

    private void keepOrReplace() {
        for (Column column : before.columns()) {
            String name = lower(column.name());
            ChangeColumn change = changes.get(name);
            RenameColumn rename = renames.get(name);
            if (drops.contains(name)) {
                continue;
            }
            if (change == null) {
                drafts.add(new Draft(rename == null ? column.name() : spelled(column, rename.to()), null, column));
            } else {
                drafts.add(draft(change.definition(), column));
            }
        }
    }

    /** A name that differs in upper and lower case alone is no other name for the target. */
    private static String spelled(@Nullable Column column, String name) {
        return column != null && column.name().equalsIgnoreCase(name) ? column.name() : name;
    }

    private static Draft draft(ColumnDefinition definition, @Nullable Column column) {
        return new Draft(spelled(column, definition.name()), definition, column);
    }

    private void place(Placed column) {
        Draft draft = draft(column.definition(), column.before());
        if (column.before() != null) {
            drafts.remove(draft);
        }
        List<String> names = drafts.stream().map(Draft::name).toList();
        drafts.add(column.place().in(names), draft);
    }

    private boolean isCounted(Draft draft) {
        return draft.definition() == null
                ? draft.before() != null && draft.before().name().equals(before.counted())
                : draft.definition().counting();
    }

    private ColumnChange column(Draft draft) {
        ColumnDefinition definition = draft.definition();
        Column column;
        if (definition == null) {
            Column old = Objects.requireNonNull(draft.before());
            column = new Column(
                    draft.name(), old.type(), old.nullable() && !keys.isPrimary(draft.name()), old.characterSet());
        } else {
            boolean nullable = definition.nullable(explicitTimestamps) && !keys.isPrimary(draft.name());
            Column declared = TableStructures.column(definition, defaultCharacterSet, nullable);
            column = new Column(draft.name(), declared.type(), nullable, declared.characterSet());
        }
        if (converts && convertedTo != null) {
            column = ConvertedTexts.convert(column, convertedTo);
        }
        return new ColumnChange(column, draft.before(), definition);
    }

    private static String lower(String name) {
        return TableStructures.lower(name);
    }
}
