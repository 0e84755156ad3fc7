package dev.tributary.connections;

import dev.tributary.config.Checklist;
import dev.tributary.config.NamePattern;
import dev.tributary.config.Patterns.Match;
import dev.tributary.config.Patterns.TablePattern;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.connections.ServerCatalogs.Answer;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names the tables that patterns stand for: what any of the databases has, but for what an entry of its own names. */
final class TableExpansion {

    private static final String ORDINARY = "BASE TABLE";

    private final SyncConfig config;
    private final List<ConnectionConfig> connections;
    private final ServerCatalogs catalogs;
    private final Checklist checklist;
    private final List<Match> matches = new ArrayList<>();

    TableExpansion(
            SyncConfig config, List<ConnectionConfig> connections, ServerCatalogs catalogs, Checklist checklist) {
        this.config = config;
        this.connections = connections.stream().filter(ConnectionConfig::active).toList();
        this.catalogs = catalogs;
        this.checklist = checklist;
    }

    List<Match> matches() {
        return List.copyOf(matches);
    }

    /**
     * The tables that are named, then those of the patterns.
     *
     * @param complete whether the connections are all that there are; otherwise nothing is said of patterns that match nothing
     */
    List<TableConfig> expand(boolean complete) {
        Set<String> existing = new TreeSet<>();
        Set<String> unordinary = new TreeSet<>();
        boolean allAnswered = complete;
        for (Answer<Map<TableId, String>> answer : catalogs.tables(connections)) {
            Map<TableId, String> types = answer.value();
            if (types == null) { // told, or allowed, where the servers are looked at
                allAnswered = false;
            } else {
                types.forEach((id, type) -> (type.equals(ORDINARY) ? existing : unordinary).add(id.table()));
            }
        }
        List<TableConfig> tables = new ArrayList<>(config.tables());
        Set<String> named =
                new HashSet<>(tables.stream().map(TableConfig::source).toList());
        for (TablePattern pattern : config.patterns().tables()) {
            List<String> selected = existing.stream().filter(pattern::selects).toList();
            if (selected.isEmpty() && allAnswered) {
                matchesNothing(pattern, existing, unordinary);
            } else {
                matches.add(new Match(pattern.place() + ".source", pattern.pattern(), selected));
                checklist.passed(
                        pattern.place(),
                        pattern.pattern() + " stands for " + PatternExpansion.count(selected, "table") + ": "
                                + String.join(", ", selected));
            }
            selected.stream().filter(named::add).forEach(name -> add(pattern, name, tables));
        }
        return tables;
    }

    private void add(TablePattern pattern, String name, List<TableConfig> tables) {
        if (NamePattern.isTableName(name)) {
            tables.add(pattern.table(name));
        } else {
            checklist.failed(
                    pattern.place(),
                    pattern.pattern() + " matches the table '" + name
                            + "', whose name has a dot, a space or a backtick, which cannot be replicated; rename it, or add"
                            + " it to exclude");
        }
    }

    private void matchesNothing(TablePattern pattern, Set<String> existing, Set<String> unordinary) {
        List<String> views =
                unordinary.stream().filter(pattern.pattern()::matches).toList();
        List<String> excluded =
                existing.stream().filter(pattern.pattern()::matches).toList();
        checklist.failed(
                pattern.place(),
                pattern.pattern() + " matches no table of the connections' databases"
                        + (excluded.isEmpty() ? "" : " but what exclude leaves out: " + excluded)
                        + (views.isEmpty() ? "" : "; what it matches are views, whose rows are in no binlog: " + views)
                        + "; correct or remove it");
    }
}
