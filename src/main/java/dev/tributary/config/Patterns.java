package dev.tributary.config;

import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of connections and tables without naming each. Which there are is asked of the servers when a plan
 * is made; then {@code matches} has it.
 */
public record Patterns(List<ServerPattern> servers, List<TablePattern> tables, List<Match> matches)
        implements Serializable {

    public static final Patterns NONE = new Patterns(List.of(), List.of(), List.of());

    public Patterns {
        servers = List.copyOf(servers);
        tables = List.copyOf(tables);
        matches = List.copyOf(matches);
    }

    public boolean isEmpty() {
        return servers.isEmpty() && tables.isEmpty();
    }

    public Patterns withMatches(List<Match> found) {
        return new Patterns(servers, tables, found);
    }

    /** Whether a server's pattern would make a connection of this name to this database. */
    public boolean makesConnection(String name, String database) {
        return servers.stream()
                .anyMatch(server ->
                        server.active() && server.connectionName(database).equals(name) && server.selects(database));
    }

    public boolean makesTable(String table) {
        return tables.stream().anyMatch(pattern -> pattern.template().active() && pattern.selects(table));
    }

    /** What the first pattern that selects a table makes of it; empty where none does. */
    public Optional<TableConfig> table(String name) {
        return tables.stream()
                .filter(pattern -> pattern.selects(name))
                .findFirst()
                .map(pattern -> pattern.table(name));
    }

    /**
     * The databases of a server that are replicated, by patterns of their names.
     *
     * @param place where it stands in the configuration
     * @param namePrefix what the name of each connection begins with; the rest is the database's name
     * @param constants values of constant columns in the rows of all of them, by column
     */
    public record ServerPattern(
            String place,
            MySqlEndpoint endpoint,
            List<NamePattern> databases,
            List<NamePattern> excluded,
            String namePrefix,
            Map<String, String> constants,
            boolean active)
            implements Serializable {

        public ServerPattern {
            databases = List.copyOf(databases);
            excluded = List.copyOf(excluded);
            constants = Map.copyOf(constants);
        }

        public boolean selects(String database) {
            return databases.stream().anyMatch(each -> each.matches(database)) && !excludes(database);
        }

        public boolean excludes(String database) {
            return excluded.stream().anyMatch(each -> each.matches(database));
        }

        public String connectionName(String database) {
            return namePrefix + database;
        }

        public ConnectionConfig connection(String database) {
            return new ConnectionConfig(connectionName(database), endpoint, database, constants, active);
        }
    }

    /**
     * Tables that are replicated, by a pattern of their names.
     *
     * @param place where it stands in the configuration
     * @param template what is said of all of them: its source is the pattern, and the star of its target the table's name
     */
    public record TablePattern(String place, List<NamePattern> excluded, TableConfig template) implements Serializable {

        static final String NAME = "*";

        public TablePattern {
            excluded = List.copyOf(excluded);
        }

        public NamePattern pattern() {
            return new NamePattern(template.source());
        }

        public boolean selects(String table) {
            return pattern().matches(table) && excluded.stream().noneMatch(each -> each.matches(table));
        }

        public TableConfig table(String name) {
            return new TableConfig(
                    name,
                    template.target().replace(NAME, name),
                    template.mergeKey(),
                    template.overrides(),
                    template.cascades(),
                    template.presence(),
                    template.active());
        }
    }

    /** @param names what the pattern stands for, in order; those that an entry of their own has are among them */
    public record Match(String place, NamePattern pattern, List<String> names) implements Serializable {

        public Match {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return place + " " + pattern + ": " + String.join(", ", names);
        }
    }
}
