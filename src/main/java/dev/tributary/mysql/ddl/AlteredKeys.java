package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.mysql.ddl.AlterClause.AddKey;
import dev.tributary.mysql.ddl.AlterClause.RenameKey;
import dev.tributary.mysql.ddl.KeyDefinition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a table under one ALTER TABLE: those that are there lose the columns that go and follow those that are renamed,
 * new ones name columns as they are called behind it.
 */
final class AlteredKeys {

    private static final String PRIMARY = "PRIMARY";

    private List<String> primary;
    private final Map<String, List<String>> unique = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable List<String> newPrimary;
    private final Map<String, List<String>> newUnique = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    AlteredKeys(TableStructure before) {
        primary = before.primaryKey();
        unique.putAll(before.uniqueKeys());
    }

    void add(AddKey add) {
        KeyDefinition key = add.key();
        if (key.parts().stream().anyMatch(part -> part == null)) {
            return;
        }
        List<String> parts = new ArrayList<>();
        key.parts().forEach(part -> parts.add(String.valueOf(part)));
        if (key.kind() == Kind.PRIMARY) {
            if (!add.ifAbsent() || primary.isEmpty()) {
                newPrimary = parts;
            }
        } else if (key.kind() == Kind.UNIQUE && key.name() != null && !add.ifAbsent()) {
            newUnique.put(key.name(), parts);
        }
    }

    /** The keys within a column's definition. */
    void addInline(ColumnDefinition definition) {
        if (definition.primaryKey()) {
            newPrimary = List.of(definition.name());
        }
    }

    void dropPrimary() {
        primary = List.of();
    }

    void drop(String name) {
        if (name.equalsIgnoreCase(PRIMARY)) {
            dropPrimary();
        }
        unique.remove(name);
    }

    void rename(RenameKey rename) {
        List<String> key = unique.remove(rename.from());
        if (key != null) {
            newUnique.put(rename.to(), key);
        }
    }

    /** @param names by the old name in small letters the new one, of the columns that stay */
    void follow(Map<String, String> names) {
        primary = followed(primary, names);
        unique.replaceAll((name, key) -> followed(key, names));
    }

    private static List<String> followed(List<String> key, Map<String, String> names) {
        return key.stream()
                .flatMap(column -> Optional.ofNullable(names.get(TableStructures.lower(column))).stream())
                .toList();
    }

    boolean isPrimary(String column) {
        return primaryParts().stream().anyMatch(part -> part.equalsIgnoreCase(column));
    }

    private List<String> primaryParts() {
        return newPrimary == null ? primary : newPrimary;
    }

    List<String> primaryKey(List<Column> columns) {
        return spelled(primaryParts(), columns).stream().map(Column::name).toList();
    }

    /** Those that tell rows apart. */
    Map<String, List<String>> uniqueKeys(List<Column> columns) {
        Map<String, List<String>> keys = new TreeMap<>();
        Map<String, List<String>> all = new TreeMap<>(unique);
        all.putAll(newUnique);
        all.forEach((name, parts) -> {
            List<Column> key = spelled(parts, columns);
            if (!key.isEmpty() && key.stream().noneMatch(Column::nullable)) {
                keys.put(name, key.stream().map(Column::name).toList());
            }
        });
        return keys;
    }

    private static List<Column> spelled(List<String> parts, List<Column> columns) {
        return parts.stream()
                .map(part -> columns.stream()
                        .filter(column -> column.name().equalsIgnoreCase(part))
                        .findFirst()
                        .orElseThrow(() ->
                                new InapplicableException("a key has a column '" + part + "' that the table has not")))
                .toList();
    }
}
