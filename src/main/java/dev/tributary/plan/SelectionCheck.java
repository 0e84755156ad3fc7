package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.NamePattern;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the active connections and tables fit together, before any server is looked at. */
final class SelectionCheck {

    private final SyncConfig config;
    private final List<ConnectionConfig> connections;
    private final List<TableConfig> tables;
    private final Checklist checklist;

    SelectionCheck(
            SyncConfig config, List<ConnectionConfig> connections, List<TableConfig> tables, Checklist checklist) {
        this.config = config;
        this.connections = connections;
        this.tables = tables;
        this.checklist = checklist;
    }

    void check() {
        if (connections.isEmpty() && config.patterns().servers().isEmpty()) {
            checklist.failed("connections", "none is active; name at least one in sync.yaml or the service database");
        }
        if (tables.isEmpty() && config.patterns().tables().isEmpty()) {
            checklist.failed("tables", "none is active; name at least one in sync.yaml or the service database");
        }
        checkConstants();
        connections.forEach(this::refuseDatabaseOfTheSystem);
        tables.forEach(this::refuseTargetAmongOthers);
        Map<TableId, String> sources = new HashMap<>();
        for (TableConfig table : tables) {
            String earlier = sources.putIfAbsent(config.targetOf(table), table.source());
            if (earlier != null) {
                checklist.failed(
                        "table " + table.source(),
                        "its target " + config.targetOf(table) + " is already that of table " + earlier
                                + "; name another target");
            }
        }
    }

    private void refuseDatabaseOfTheSystem(ConnectionConfig connection) {
        if (NamePattern.isOfTheSystem(connection.database())) {
            checklist.failed(
                    "connection '" + connection.name() + "'",
                    "database '" + connection.database()
                            + "' is MySQL's own, whose changes are not in the binlog as rows; name a"
                            + " database of yours");
        }
    }

    /** What is in these databases is of ClickHouse or of the job, and neither can be told from rows of a source. */
    private void refuseTargetAmongOthers(TableConfig table) {
        TableId target = config.targetOf(table);
        ClickHouseOptions clickHouse = config.clickHouse();
        Set<String> others = Set.of("system", "information_schema", "INFORMATION_SCHEMA");
        if (others.contains(target.database())
                || target.database().equals(clickHouse.stagingDatabase())
                || target.database().equals(clickHouse.controlDatabase())) {
            checklist.failed(
                    "table " + table.source(),
                    "its target " + target + " is in a database of "
                            + (others.contains(target.database()) ? "ClickHouse's" : "the job's")
                            + " own tables; name another database in target or clickhouse.database");
        }
    }

    /** A connection gives other values to constants that a table declares. */
    private void checkConstants() {
        Set<String> declared = tables.stream()
                .flatMap(table -> table.overrides().constants().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (ConnectionConfig connection : connections) {
            connection.constants().keySet().stream()
                    .filter(name -> !declared.contains(name))
                    .forEach(name -> checklist.failed(
                            "connection '" + connection.name() + "'",
                            "constant '" + name + "' is declared by no table; the tables' constants are " + declared));
        }
    }
}
