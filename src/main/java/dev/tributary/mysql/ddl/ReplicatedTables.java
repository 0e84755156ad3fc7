package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The replicated tables by their names, compared as the server compares them. */
final class ReplicatedTables {

    private final Map<TableId, TableId> tables = new HashMap<>();
    private final boolean ignoringCase;

    ReplicatedTables(Collection<TableId> tables, boolean ignoringCase) {
        this.ignoringCase = ignoringCase;
        tables.forEach(table -> this.tables.put(compared(table), table));
    }

    /** The table of that name, as it was given. */
    Optional<TableId> find(TableId name) {
        return Optional.ofNullable(tables.get(compared(name)));
    }

    boolean same(TableId one, TableId other) {
        return compared(one).equals(compared(other));
    }

    List<TableId> inDatabase(String database) {
        return tables.values().stream()
                .filter(table -> ignoringCase
                        ? table.database().equalsIgnoreCase(database)
                        : table.database().equals(database))
                .sorted()
                .toList();
    }

    /**
     * The tables whose names are among the words.
     *
     * @param words in small letters
     * @param database where names without one belong
     */
    List<TableId> namedIn(Set<String> words, String database) {
        return tables.values().stream()
                .filter(table -> words.contains(lower(table.table()))
                        && (table.database().equalsIgnoreCase(database) || words.contains(lower(table.database()))))
                .sorted()
                .toList();
    }

    private TableId compared(TableId table) {
        return ignoringCase ? new TableId(lower(table.database()), lower(table.table())) : table;
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
