package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.connections.ConfiguredSources;
import dev.tributary.model.SourceTable;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The configured tables that a command is about: one of one database, all of a database, or one of all databases. */
final class TableSelection {

    private final SyncConfig config;
    private final List<ConnectionConfig> connections;
    private final List<TableConfig> tables;

    /**
     * @param source the connection's name; null for all
     * @param table the source table's name; null for all
     * @throws ConfigurationException if there is no such connection or table
     */
    TableSelection(SyncConfig configured, @Nullable String source, @Nullable String table)
            throws ConfigurationException {
        Checklist checklist = new Checklist();
        config = new ConfiguredSources(Secrets.ofProcess(), checklist).complete(configured);
        List<Problem> problems = new ArrayList<>();
        connections =
                select(config.connections(), ConnectionConfig::name, source, "--source", "connection", problems)
                        .stream()
                        .filter(connection -> source != null || connection.active())
                        .toList();
        tables = select(config.tables(), TableConfig::source, table, "--table", "table", problems).stream()
                .filter(each -> table != null || each.active())
                .toList();
        if (!problems.isEmpty()) { // else a server that does not answer keeps nobody from it
            List<Problem> all = new ArrayList<>(checklist.problems());
            all.addAll(problems);
            throw new ConfigurationException(all);
        }
    }

    private static <T> List<T> select(
            List<T> items,
            Function<T, String> name,
            @Nullable String wanted,
            String option,
            String kind,
            List<Problem> problems) {
        List<T> found = items.stream()
                .filter(item -> wanted == null || name.apply(item).equals(wanted))
                .toList();
        if (wanted != null && found.isEmpty()) {
            String near = Spelling.nearest(
                    wanted, new HashSet<>(items.stream().map(name).toList()));
            problems.add(new Problem(
                    option,
                    "there is no " + kind + " '" + wanted + "'"
                            + (near == null
                                    ? "; 'plan' lists those that there are"
                                    : "; did you mean '" + near + "'?")));
        }
        return found;
    }

    /** With the connections and tables of the service database. */
    SyncConfig config() {
        return config;
    }

    List<ConnectionConfig> connections() {
        return connections;
    }

    List<SourceTable> tables() {
        return connections.stream()
                .flatMap(connection -> tables.stream()
                        .map(table ->
                                new SourceTable(connection.name(), new TableId(connection.database(), table.source()))))
                .toList();
    }

    /** The server of a connection, as the journal calls it. */
    String server(String sourceDatabase) {
        return connections.stream()
                .filter(connection -> connection.name().equals(sourceDatabase))
                .map(connection -> connection.endpoint().addresses().get(0).toString())
                .findFirst()
                .orElse("");
    }
}
