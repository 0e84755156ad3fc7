package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.Presence;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.connections.ConfiguredSources;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.ReplicationPlan.LeftOutTable;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan: reads the service database, looks at every MySQL server and its tables, and at ClickHouse. Writes nothing
 * anywhere.
 */
public final class Planner {

    /**
     * What came out.
     *
     * @param plan null exactly where the checklist holds problems
     */
    public record Outcome(Checklist checklist, @Nullable ReplicationPlan plan) {}

    /**
     * What can be compared, whatever keeps a run from being possible.
     *
     * @param problems why the rest cannot, and what else a run would be refused for
     */
    public record Comparison(ReplicationPlan plan, List<Problem> problems) {

        public Comparison {
            problems = List.copyOf(problems);
        }
    }

    private final Checklist checklist = new Checklist();
    private final SyncConfig config;
    private final List<ConnectionConfig> connections;
    private final List<TableConfig> tables;
    private final boolean takesBack;

    /** Whether tables with problems are left out, instead of keeping all others from being planned. */
    private boolean comparesOnly;

    /** What awaits a resync, and has it by this plan. */
    private final List<TableState> takenBack = new ArrayList<>();

    /** @param takesBack whether tables that await a resync are read anew */
    private Planner(SyncConfig configured, boolean takesBack) {
        this.takesBack = takesBack;
        this.config = new ConfiguredSources(Secrets.ofProcess(), checklist).complete(configured);
        this.connections =
                config.connections().stream().filter(ConnectionConfig::active).toList();
        this.tables = config.tables().stream().filter(TableConfig::active).toList();
    }

    /** @throws ConfigurationException with all that keeps the run from being possible */
    public static ReplicationPlan plan(SyncConfig config) throws ConfigurationException {
        Outcome outcome = examine(config);
        if (outcome.plan() == null) {
            throw new ConfigurationException(outcome.checklist().problems());
        }
        return outcome.plan();
    }

    /**
     * Plans, and tells all that was looked at. Tables that await a resync are read anew, unless that is what keeps the run from
     * being possible: then they stay set aside.
     */
    public static Outcome examine(SyncConfig config) {
        Planner planner = new Planner(config, true);
        Outcome outcome = planner.outcome();
        if (outcome.plan() == null && !planner.takenBack.isEmpty()) {
            Outcome without = new Planner(config, false).outcome();
            return without.plan() == null ? outcome : without;
        }
        return outcome;
    }

    private Outcome outcome() {
        ReplicationPlan plan = plan();
        return new Outcome(checklist, checklist.problems().isEmpty() ? plan : null);
    }

    /**
     * Plans what is there to be compared: tables that cannot be replicated as they are now are left out, each with a problem.
     *
     * @throws ConfigurationException with all problems, where nothing is left
     */
    public static Comparison comparison(SyncConfig config) throws ConfigurationException {
        Planner planner = new Planner(config, true);
        planner.comparesOnly = true;
        ReplicationPlan plan = planner.plan();
        List<Problem> problems = planner.checklist.problems();
        boolean isEmpty = plan.targets().isEmpty() || plan.servers().isEmpty();
        if (isEmpty && plan.leftOut().isEmpty()) {
            ConfigurationException.throwIfAny(problems);
        }
        return new Comparison(plan, problems);
    }

    /** How the databases differ; what could not be looked at is among its problems. */
    public static StructureDrift drift(SyncConfig config) {
        Planner planner = new Planner(config, false);
        planner.selection().check();
        List<TableState> states = planner.tableStates();
        List<SourceDatabase> databases =
                planner.inspect(ServerGroup.of(planner.connections, planner.checklist), Set.of(), states);
        return new StructureDrift(
                planner.tables.stream()
                        .map(table -> StructureDrift.of(table, planner.config, databases))
                        .toList(),
                planner.tables(states.stream().filter(TableState::isSetAside).toList()),
                planner.checklist.problems());
    }

    private SelectionCheck selection() {
        return new SelectionCheck(config, connections, tables, checklist);
    }

    /** The plan as far as it could be made. */
    private ReplicationPlan plan() {
        selection().check();
        new TransportNotes(config, connections, checklist).note();
        List<ServerGroup> servers = ServerGroup.of(connections, checklist);
        List<TableState> states = tableStates();
        PauseNotes.note(config, servers, checklist);
        List<SourceDatabase> databases = inspect(servers, NewTables.of(tables, config), states);
        if (comparesOnly) {
            databases = databases.stream().map(this::comparable).toList();
        } else {
            checkCascades(databases);
        }
        refuseMissing(databases, states);
        Map<String, TargetSchema> schemas = schemas(databases);
        ClickHousePlanner clickHouse = new ClickHousePlanner(config, tables, comparesOnly, checklist);
        clickHouse.plan(databases, schemas);
        return new ReplicationPlan(
                config,
                new ServerPlanner(config, schemas, states, clickHouse.dateTimes(), checklist).plan(servers, databases),
                clickHouse.targets(),
                clickHouse.views(),
                tables(states.stream().filter(TableState::isSetAside).toList()),
                tables(takenBack),
                RefusingTargets.read(config, checklist));
    }

    /** None where ClickHouse does not answer, which is a problem of its own. */
    private List<TableState> tableStates() {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            return new TableStates(
                            client,
                            config.clickHouse().controlDatabase(),
                            config.job().name())
                    .all().stream().map(this::takenBack).toList();
        } catch (ClickHouseException e) {
            return List.of();
        }
    }

    private TableState takenBack(TableState state) {
        if (!takesBack || !state.awaitsResync()) {
            return state;
        }
        takenBack.add(state);
        return state.readAnew();
    }

    /** Those of the states that are of a selected table. */
    private List<LeftOutTable> tables(List<TableState> states) {
        List<LeftOutTable> found = new ArrayList<>();
        for (ConnectionConfig connection : connections) {
            for (TableConfig table : tables) {
                TableId id = new TableId(connection.database(), table.source());
                states.stream()
                        .filter(state -> state.isOf(connection.name(), id))
                        .forEach(state ->
                                found.add(new LeftOutTable(connection.name(), id, state.isPaused(), state.cause())));
            }
        }
        return found;
    }

    private List<SourceDatabase> inspect(List<ServerGroup> servers, Set<String> newTables, List<TableState> states) {
        return new ServerInspections(servers, tables, newTables, states, checklist).read(config.source());
    }

    /** A table that need not be everywhere is somewhere, or its name is a slip. */
    private void refuseMissing(List<SourceDatabase> databases, List<TableState> states) {
        for (TableConfig table : databases.isEmpty() ? List.<TableConfig>of() : tables) {
            boolean found = databases.stream()
                            .anyMatch(database -> database.table(table.source()).isPresent())
                    || states.stream()
                            .anyMatch(state ->
                                    state.isSetAside() && state.table().table().equals(table.source()));
            if (!found && table.presence() == Presence.WHERE_FOUND) {
                checklist.failed(
                        "table " + table.source(),
                        "none of the databases has it; correct its name, or remove it from tables");
            }
        }
    }

    /** The target schema per source table, for those tables that are usable in every database. */
    private Map<String, TargetSchema> schemas(List<SourceDatabase> databases) {
        Map<String, TargetSchema> schemas = new LinkedHashMap<>();
        for (TableConfig table : tables) {
            List<SourceDatabase> having = databases.stream()
                    .filter(database -> database.table(table.source()).isPresent())
                    .toList();
            TargetSchema schema =
                    having.isEmpty() ? null : new SchemaUnion(table, config.targetOf(table), checklist).of(having);
            if (schema != null) {
                schemas.put(table.source(), schema);
                checklist.passed(
                        "table " + table.source(),
                        "merged into " + schema.target() + " by " + String.join(", ", schema.keyColumnNames()));
            }
        }
        return schemas;
    }

    private void checkCascades(List<SourceDatabase> databases) {
        for (TableConfig table : tables) {
            new CascadeCheck(table, checklist)
                    .check(databases.stream()
                            .filter(database -> database.table(table.source()).isPresent())
                            .toList());
        }
    }

    /** Without the tables whose rows cannot be told apart. */
    private SourceDatabase comparable(SourceDatabase database) {
        return database.withTables(database.tables().stream()
                .filter(schema -> tables.stream()
                        .filter(table -> table.source().equals(schema.id().table()))
                        .allMatch(table -> hasKey(table, database)))
                .toList());
    }

    private boolean hasKey(TableConfig table, SourceDatabase database) {
        AlikeProblems problems = new AlikeProblems(table.source(), checklist);
        boolean hasKey = new MergeKeyChoice(table, problems).decide(List.of(database)) != null;
        problems.tell();
        return hasKey;
    }
}
