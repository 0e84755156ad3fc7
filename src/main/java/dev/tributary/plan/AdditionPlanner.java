package dev.tributary.plan;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.SchemaRegistry;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plans databases and tables that a running job could take in, by the rules of a plan of the whole job. What fits is planned
 * together; where something does not, it is found by halves, so that it hinders nobody else. Used by one thread.
 */
final class AdditionPlanner {

    /**
     * What the job could take in as a whole.
     *
     * @param tables those of the connection's database that are meant
     * @param isWholeDatabase whether the job has nothing of the database yet
     */
    record Candidate(ConnectionConfig connection, List<TableConfig> tables, boolean isWholeDatabase) {

        Candidate {
            tables = List.copyOf(tables);
        }

        boolean means(TableId table) {
            return connection.database().equals(table.database())
                    && tables.stream().anyMatch(each -> each.source().equals(table.table()));
        }
    }

    /**
     * What came of it.
     *
     * @param routes of what can be taken in, whose targets are ready
     * @param refused why the others cannot, in the words of a plan
     */
    record Additions(List<RoutePlan> routes, Map<Candidate, String> refused) {}

    private record Planned(List<RoutePlan> routes, List<TargetPlan> targets, List<Problem> problems) {

        boolean fits() {
            return problems.isEmpty();
        }

        boolean needsTargets() {
            return targets.stream()
                    .anyMatch(
                            target -> !target.exists() || !target.addedColumns().isEmpty());
        }
    }

    private static final int MOST_PROBLEMS = 5;

    private final SyncConfig config;
    private final ServerPlan server;
    private final TargetMaker targets;

    /** @param config that of the job's plan, in which every connection and table is named */
    AdditionPlanner(SyncConfig config, ServerPlan server, TargetMaker targets) {
        this.config = config;
        this.server = server;
        this.targets = targets;
    }

    /**
     * Plans all that can be taken in, and has its targets made.
     *
     * @param known the routes that the job has
     * @throws SQLException if the server does not answer
     * @throws ClickHouseException if ClickHouse does not
     */
    Additions plan(Collection<Candidate> candidates, Collection<RoutePlan> known) throws SQLException {
        Additions additions = new Additions(new ArrayList<>(), new LinkedHashMap<>());
        List<Candidate> databases =
                candidates.stream().filter(Candidate::isWholeDatabase).toList();
        List<Candidate> tables =
                candidates.stream().filter(each -> !each.isWholeDatabase()).toList();
        planByHalves(databases, known, additions);
        planByHalves(tables, known, additions);
        return additions;
    }

    private void planByHalves(List<Candidate> candidates, Collection<RoutePlan> known, Additions additions)
            throws SQLException {
        if (candidates.isEmpty()) {
            return;
        }
        String problem = planTogether(candidates, known, additions);
        int half = candidates.size() / 2;
        if (!problem.isEmpty() && half == 0) {
            additions.refused().put(candidates.get(0), problem);
        } else if (!problem.isEmpty()) {
            planByHalves(candidates.subList(0, half), known, additions);
            planByHalves(candidates.subList(half, candidates.size()), known, additions);
        }
    }

    /** Empty where all of them fit; a target that was missing is looked at once more, since others may make it too. */
    private String planTogether(List<Candidate> candidates, Collection<RoutePlan> known, Additions additions)
            throws SQLException {
        Planned planned = attempt(candidates, known);
        if (planned.fits() && planned.needsTargets()) {
            try {
                targets.make(planned.targets());
            } catch (ClickHouseException e) {
                return String.valueOf(e.getMessage());
            }
            planned = attempt(candidates, known);
        }
        if (planned.fits()) {
            targets.register(planned.targets().stream().map(TargetPlan::schema).toList());
            additions.routes().addAll(planned.routes());
            return "";
        }
        List<String> problems =
                planned.problems().stream().map(Problem::toString).distinct().toList();
        return String.join("; ", problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())))
                + (problems.size() > MOST_PROBLEMS ? "; and " + (problems.size() - MOST_PROBLEMS) + " more" : "");
    }

    private Planned attempt(List<Candidate> candidates, Collection<RoutePlan> known) throws SQLException {
        Checklist checklist = new Checklist();
        List<ConnectionConfig> connections =
                candidates.stream().map(Candidate::connection).distinct().toList();
        SyncConfig part = part(connections, candidates);
        List<TableConfig> tables = part.tables().stream()
                .filter(TableConfig::active)
                .filter(table -> candidates.stream()
                        .flatMap(each -> each.tables().stream())
                        .anyMatch(each -> each.source().equals(table.source())))
                .toList();
        new SelectionCheck(
                        part,
                        connections,
                        part.tables().stream().filter(TableConfig::active).toList(),
                        checklist)
                .check();
        ServerGroup group = group(connections, checklist);
        List<TableState> states = states();
        List<SourceDatabase> databases = read(group, candidates, tables, states, part, checklist);
        Map<String, TargetSchema> schemas = schemas(databases, tables, known, part, checklist);
        ClickHousePlanner clickHouse = new ClickHousePlanner(part, tables, false, checklist);
        clickHouse.plan(databases, schemas);
        List<RoutePlan> routes = new ArrayList<>();
        if (checklist.failures() == 0 && !schemas.isEmpty()) {
            new ServerPlanner(part, schemas, states, clickHouse.dateTimes(), checklist)
                    .plan(List.of(group), databases)
                    .forEach(plan -> routes.addAll(plan.routes()));
        }
        return new Planned(routes, clickHouse.targets(), checklist.problems());
    }

    /** The configuration with these connections alone, and without views, none of which can read a target that is new. */
    private SyncConfig part(List<ConnectionConfig> connections, List<Candidate> candidates) {
        Map<String, TableConfig> tables = new LinkedHashMap<>();
        config.tables().forEach(table -> tables.put(table.source(), table));
        candidates.forEach(each -> each.tables().forEach(table -> tables.put(table.source(), table)));
        return new SyncConfig(
                config.job(),
                config.serviceDatabase(),
                config.clickHouse(),
                connections,
                List.copyOf(tables.values()),
                config.patterns(),
                List.of(),
                config.batch(),
                config.merge(),
                config.source(),
                config.schemaChanges(),
                config.ui(),
                config.notifications());
    }

    /** The candidates' part of the server, which all of its connections must agree about. */
    private ServerGroup group(List<ConnectionConfig> connections, Checklist checklist) {
        String key = server.endpoint().addresses().get(0).key();
        List<ConnectionConfig> all = Stream.concat(
                        config.connections().stream()
                                .filter(ConnectionConfig::active)
                                .filter(each ->
                                        each.endpoint().addresses().get(0).key().equals(key)),
                        connections.stream())
                .distinct()
                .toList();
        ServerGroup.of(all, checklist);
        return new ServerGroup(server.name(), server.endpoint(), connections);
    }

    private List<TableState> states() {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            return new TableStates(
                            client,
                            config.clickHouse().controlDatabase(),
                            config.job().name())
                    .all();
        }
    }

    /** The databases with the tables that are meant. */
    private List<SourceDatabase> read(
            ServerGroup group,
            List<Candidate> candidates,
            List<TableConfig> tables,
            List<TableState> states,
            SyncConfig part,
            Checklist checklist)
            throws SQLException {
        SourceInspection inspection =
                new SourceInspection(group, tables, NewTables.of(tables, part), states, checklist);
        List<SourceDatabase> databases = inspection.read(config.source().connectTimeout(), true);
        if (inspection.isAway()) {
            throw new SQLException(group.subject() + " does not answer any more");
        }
        inspection.missing().tell(checklist);
        return databases.stream()
                .map(database -> database.withTables(database.tables().stream()
                        .filter(table -> candidates.stream()
                                .anyMatch(each ->
                                        each.connection().equals(database.connection()) && each.means(table.id())))
                        .toList()))
                .toList();
    }

    private Map<String, TargetSchema> schemas(
            List<SourceDatabase> databases,
            List<TableConfig> tables,
            Collection<RoutePlan> known,
            SyncConfig part,
            Checklist checklist) {
        Map<String, TargetSchema> schemas = new TreeMap<>();
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            Map<TableId, ExistingTable> existing = new Catalog(client)
                    .tables(tables.stream().map(part::targetOf).toList());
            SchemaRegistry registry =
                    new SchemaRegistry(client, config.clickHouse().controlDatabase());
            for (TableConfig table : tables) {
                List<SourceDatabase> having = databases.stream()
                        .filter(database -> database.table(table.source()).isPresent())
                        .toList();
                TableId target = part.targetOf(table);
                ExistingTable found = existing.get(target);
                new CascadeCheck(table, checklist).check(having);
                TargetSchema schema = having.isEmpty() ? null : new SchemaUnion(table, target, checklist).of(having);
                if (schema != null && found != null) {
                    new FormerRows(client, config.merge(), checklist).refuseMany(target, having);
                    schema = new TargetJoin(table.source(), found, checklist)
                            .join(schema, before(target, known, registry));
                }
                if (schema != null) {
                    schemas.put(table.source(), schema);
                }
            }
        }
        return schemas;
    }

    /** What rows of a target come with so far: of this server, else, as far as that is known, of others. */
    private static List<TargetSchema> before(TableId target, Collection<RoutePlan> known, SchemaRegistry registry) {
        List<TargetSchema> here = known.stream()
                .map(RoutePlan::target)
                .filter(schema -> schema.target().equals(target))
                .distinct()
                .toList();
        return here.isEmpty() ? registry.ofTarget(target) : here;
    }
}
