package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.KeyDefinition.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies statements to structures as MySQL does.
 *
 * <p>Of the unique keys a structure has those that are known for certain, by their exact names: a key that gets its name from
 * the server behind an ALTER TABLE is left out, since the name depends on keys that no structure has.
 */
public final class TableStructures {

    private final boolean explicitTimestamps;

    public TableStructures(DdlDialect dialect) {
        this.explicitTimestamps = dialect.explicitTimestamps();
    }

    /**
     * The structure behind an ALTER TABLE, whose clauses all see the table as it was before.
     *
     * @throws RefusedTableException where the statement does not fit the structure, or leaves open what becomes of it
     */
    public StructureChange apply(TableStructure before, TableDdl.Alter alter) {
        try {
            return new AlteredTable(before, alter.clauses(), explicitTimestamps).build();
        } catch (UnknownCharacterSetException | InapplicableException e) {
            throw new RefusedTableException(before.id(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The structure of a new table.
     *
     * @param databaseCharacterSet of texts for which the statement names none; null where it is not known
     * @throws RefusedTableException where it would have to be known
     */
    public TableStructure create(TableId table, TableDefinition definition, @Nullable String databaseCharacterSet) {
        try {
            return created(table, definition, databaseCharacterSet);
        } catch (UnknownCharacterSetException | InapplicableException e) {
            throw new RefusedTableException(table, String.valueOf(e.getMessage()));
        }
    }

    private TableStructure created(TableId table, TableDefinition definition, @Nullable String databaseCharacterSet) {
        String characterSet = definition.characterSet() == null ? databaseCharacterSet : definition.characterSet();
        Set<String> primary = new HashSet<>();
        definition.keys().stream()
                .filter(key -> key.kind() == Kind.PRIMARY)
                .forEach(key -> key.parts().forEach(part -> primary.add(lower(String.valueOf(part)))));
        Map<String, Column> columns = new LinkedHashMap<>();
        for (ColumnDefinition column : definition.columns()) {
            boolean nullable = column.nullable(explicitTimestamps) && !primary.contains(lower(column.name()));
            columns.put(lower(column.name()), column(column, characterSet, nullable));
        }
        NewKeys keys = new NewKeys(columns, definition);
        return new TableStructure(
                table,
                List.copyOf(columns.values()),
                keys.primaryKey(),
                keys.uniqueKeys(),
                // What no text needed may stay unknown.
                characterSet == null ? "" : CharacterSetRules.canonical(characterSet),
                definition.columns().stream()
                        .filter(ColumnDefinition::counting)
                        .map(ColumnDefinition::name)
                        .findFirst()
                        .orElse(""));
    }

    static Column column(ColumnDefinition definition, @Nullable String characterSet, boolean nullable) {
        DeclaredType.Resolved type = definition.type().resolve(characterSet);
        return new Column(definition.name(), type.type(), nullable, type.characterSet());
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The keys of a CREATE TABLE by the names that they have, or get from the server. */
    private static final class NewKeys {

        private final Map<String, Column> columns;
        private final Set<String> foreign = new HashSet<>();
        private final Set<String> names = new HashSet<>();
        private final Map<String, List<String>> unique = new TreeMap<>();
        private List<String> primary = List.of();

        NewKeys(Map<String, Column> columns, TableDefinition definition) {
            this.columns = columns;
            definition
                    .foreignKeys()
                    .forEach(key -> foreign.add(lower(key.columns().get(0))));
            definition.keys().forEach(this::add);
        }

        List<String> primaryKey() {
            return primary;
        }

        Map<String, List<String>> uniqueKeys() {
            return unique;
        }

        private void add(KeyDefinition key) {
            if (key.kind() == Kind.PRIMARY) {
                primary = spelled(key);
                return;
            }
            String first = key.parts().get(0);
            // The index that a foreign key brings takes part in the search for names.
            boolean uncertain = key.name() == null && (first == null || foreign.contains(lower(first)));
            String name = key.name() == null ? freeName(String.valueOf(first)) : key.name();
            names.add(lower(name));
            List<String> parts = spelled(key);
            boolean identifies = parts.size() == key.parts().size()
                    && parts.stream().noneMatch(part -> column(part).nullable());
            if (key.kind() == Kind.UNIQUE && identifies && !uncertain) {
                unique.put(name, parts);
            }
        }

        private String freeName(String column) {
            String name = column;
            for (int number = 2; names.contains(lower(name)) || name.equalsIgnoreCase("PRIMARY"); number++) {
                name = column + "_" + number;
            }
            return name;
        }

        private List<String> spelled(KeyDefinition key) {
            List<String> parts = new ArrayList<>();
            for (String part : key.parts()) {
                if (part != null) {
                    parts.add(column(part).name());
                }
            }
            return parts;
        }

        private Column column(String name) {
            Column column = columns.get(lower(name));
            if (column == null) {
                throw new InapplicableException("a key has a column '" + name + "' that the table has not");
            }
            return column;
        }
    }
}
