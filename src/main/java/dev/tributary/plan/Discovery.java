package dev.tributary.plan;

import dev.tributary.config.NamePattern;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.Presence;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.model.TableId;
import dev.tributary.plan.AdditionPlanner.Additions;
import dev.tributary.plan.AdditionPlanner.Candidate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one server of a running job for what has come and gone since its plan was made: databases and tables that patterns
 * select, and connections of the service database. What has come is planned as a plan of the whole job would have it. Used by
 * one thread.
 */
public final class Discovery {

    /** What can be found. */
    public enum Kind {
        /** A database that the job can take in. */
        DATABASE_APPEARED,
        /** One that it cannot take in as it is. */
        DATABASE_REFUSED,
        /** One that has no table that is selected. */
        DATABASE_EMPTY,
        /** A table that the job can take in. */
        TABLE_APPEARED,
        TABLE_REFUSED,
        /** A database of a server that the job does not read. */
        SERVER_APPEARED,
        /** What was not taken in is not there, or not selected, any more. */
        WITHDRAWN,
        DATABASE_GONE,
        /** One that was gone is there again. */
        DATABASE_BACK
    }

    /**
     * @param table null where it is about a whole database
     * @param problem why it cannot be taken in, with what can be done about it; else empty
     */
    public record Finding(
            Kind kind,
            String connection,
            String database,
            @Nullable TableId table,
            String problem) {

        /** Whether it stays as it is until somebody does something. */
        private boolean isOpen() {
            return switch (kind) {
                case DATABASE_REFUSED, DATABASE_EMPTY, TABLE_REFUSED, SERVER_APPEARED -> true;
                case DATABASE_APPEARED, TABLE_APPEARED, WITHDRAWN, DATABASE_GONE, DATABASE_BACK -> false;
            };
        }

        private boolean isAboutTheSame(Finding other) {
            return connection.equals(other.connection) && Objects.equals(table, other.table);
        }

        private static Finding of(Kind kind, ConnectionConfig connection, @Nullable TableId table, String problem) {
            return new Finding(kind, connection.name(), connection.database(), table, problem);
        }
    }

    /**
     * What a look found.
     *
     * @param news what is so now, and was not at the last look
     * @param routes of what can be taken in, whose targets are ready
     */
    public record Look(List<Finding> news, List<RoutePlan> routes) {}

    private static final String DATABASES = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA";

    private static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES"
            + " WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN (%s)";

    private final SyncConfig config;
    private final ServerPlan server;
    private final SelectedConnections connections;
    private final AdditionPlanner planner;

    private Set<Finding> before = Set.of();

    /** @param config that of the plan, in which every connection and table is named */
    public Discovery(SyncConfig config, ServerPlan server, Secrets secrets, TargetMaker targets) {
        this.config = config;
        this.server = server;
        this.connections = new SelectedConnections(config, server.endpoint(), secrets);
        this.planner = new AdditionPlanner(config, server, targets);
    }

    /**
     * Looks once.
     *
     * @param known the routes that the job has by now
     * @throws SQLException if the server does not answer, of which others tell
     */
    public Look look(Collection<RoutePlan> known) throws SQLException {
        Set<Finding> now = new LinkedHashSet<>();
        List<ConnectionConfig> service = connections.ofServiceDatabase();
        connections
                .ofFurtherServers(service)
                .forEach(further -> now.add(Finding.of(Kind.SERVER_APPEARED, further, null, "")));
        Set<String> visible = new TreeSet<>();
        List<Candidate> candidates;
        try (MySqlSession session =
                MySqlSession.openAny(server.endpoint(), null, config.source().connectTimeout())) {
            session.query(DATABASES, row -> visible.add(row.getString(1)));
            List<ConnectionConfig> here = connections.now(visible, service);
            Map<String, Set<String>> tables = tables(session, here, visible);
            candidates = candidates(here, tables, known, now);
        }
        findGone(visible, known, now);
        Additions additions = planner.plan(candidates, known);
        candidates.forEach(each -> tell(each, additions, now));
        return new Look(news(now), additions.routes());
    }

    private List<Finding> news(Set<Finding> now) {
        List<Finding> news = new ArrayList<>();
        now.stream().filter(finding -> !before.contains(finding)).forEach(news::add);
        for (Finding finding : before) {
            boolean isBack = finding.kind() == Kind.DATABASE_GONE && !now.contains(finding);
            if (isBack || finding.isOpen() && now.stream().noneMatch(finding::isAboutTheSame)) {
                Kind kind = isBack ? Kind.DATABASE_BACK : Kind.WITHDRAWN;
                news.add(new Finding(kind, finding.connection(), finding.database(), finding.table(), ""));
            }
        }
        before = now;
        return news;
    }

    /** The ordinary tables of the databases that are there, by database. */
    private static Map<String, Set<String>> tables(
            MySqlSession session, List<ConnectionConfig> here, Set<String> visible) throws SQLException {
        Map<String, Set<String>> tables = new TreeMap<>();
        here.stream()
                .map(ConnectionConfig::database)
                .filter(visible::contains)
                .forEach(database -> tables.put(database, new TreeSet<>()));
        if (!tables.isEmpty()) {
            session.query(
                    TABLES.formatted(String.join(", ", Collections.nCopies(tables.size(), "?"))),
                    row -> {
                        Set<String> names = tables.get(row.getString(1));
                        if (names != null) {
                            names.add(row.getString(2));
                        }
                    },
                    tables.keySet().toArray(String[]::new));
        }
        return tables;
    }

    private List<Candidate> candidates(
            List<ConnectionConfig> here,
            Map<String, Set<String>> tables,
            Collection<RoutePlan> known,
            Set<Finding> found) {
        Set<TableId> routed = known.stream().map(route -> route.source().id()).collect(Collectors.toSet());
        Set<String> names = known.stream().map(RoutePlan::sourceDatabase).collect(Collectors.toSet());
        connections.configured().forEach(connection -> names.add(connection.name()));
        List<Candidate> candidates = new ArrayList<>();
        for (ConnectionConfig connection : here) {
            Set<String> existing = tables.get(connection.database());
            if (existing == null) {
                continue;
            }
            if (names.contains(connection.name())) {
                existing.stream()
                        .map(table -> new TableId(connection.database(), table))
                        .filter(table -> !routed.contains(table))
                        .forEach(table -> candidate(connection, table, candidates, found));
                continue;
            }
            String problem = existing.stream()
                    .map(this::problemOfName)
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElseGet(() -> connections.problem(connection, here));
            Candidate whole = new Candidate(connection, ofDatabase(existing), true);
            if (!problem.isEmpty()) {
                found.add(Finding.of(Kind.DATABASE_REFUSED, connection, null, problem));
            } else if (whole.tables().isEmpty()) {
                found.add(Finding.of(Kind.DATABASE_EMPTY, connection, null, ""));
            } else {
                candidates.add(whole);
            }
        }
        return candidates;
    }

    private void candidate(ConnectionConfig connection, TableId table, List<Candidate> candidates, Set<Finding> found) {
        String problem = problemOfName(table.table());
        if (!problem.isEmpty()) {
            found.add(Finding.of(Kind.TABLE_REFUSED, connection, table, problem));
        } else {
            selected(table.table()).ifPresent(configured -> candidates.add(oneTable(connection, configured)));
        }
    }

    /** What the configuration says of a table; empty where it is not selected. */
    private Optional<TableConfig> selected(String table) {
        return config.tables().stream()
                .filter(named -> named.source().equals(table))
                .findFirst()
                .or(() -> config.patterns().table(table))
                .filter(TableConfig::active);
    }

    /** Why a table that is selected cannot be replicated by its name; empty if it can. */
    private String problemOfName(String table) {
        return NamePattern.isTableName(table) || selected(table).isEmpty()
                ? ""
                : "the name of table '" + table
                        + "' has a dot, a space or a backtick, by which it cannot be replicated;"
                        + " rename it, or add it to exclude";
    }

    /** Those that must be there, and those that are. */
    private List<TableConfig> ofDatabase(Set<String> existing) {
        Set<String> names = new TreeSet<>(existing);
        config.tables().stream()
                .filter(table -> table.active() && table.presence() == Presence.EVERYWHERE)
                .forEach(table -> names.add(table.source()));
        return names.stream().flatMap(name -> selected(name).stream()).toList();
    }

    /** It is there: that others are not is no matter. */
    private static Candidate oneTable(ConnectionConfig connection, TableConfig table) {
        TableConfig found = new TableConfig(
                table.source(),
                table.target(),
                table.mergeKey(),
                table.overrides(),
                table.cascades(),
                table.presence() == Presence.EVERYWHERE ? Presence.WHERE_FOUND : table.presence(),
                table.active());
        return new Candidate(connection, List.of(found), false);
    }

    private void findGone(Set<String> visible, Collection<RoutePlan> known, Set<Finding> found) {
        Set<List<String>> replicated = new LinkedHashSet<>();
        connections.configured().forEach(each -> replicated.add(List.of(each.name(), each.database())));
        known.forEach(route -> replicated.add(
                List.of(route.sourceDatabase(), route.source().id().database())));
        replicated.stream()
                .filter(each -> !visible.contains(each.get(1)))
                .forEach(each -> found.add(new Finding(Kind.DATABASE_GONE, each.get(0), each.get(1), null, "")));
    }

    private static void tell(Candidate candidate, Additions additions, Set<Finding> found) {
        ConnectionConfig connection = candidate.connection();
        String problem = additions.refused().getOrDefault(candidate, "");
        Set<TableId> taken = new HashSet<>();
        additions.routes().stream()
                .filter(route -> route.sourceDatabase().equals(connection.name()))
                .forEach(route -> taken.add(route.source().id()));
        if (candidate.isWholeDatabase()) {
            boolean isLeftOut = problem.isEmpty() && taken.isEmpty();
            Kind kind = problem.isEmpty() ? Kind.DATABASE_APPEARED : Kind.DATABASE_REFUSED;
            found.add(Finding.of(isLeftOut ? Kind.DATABASE_EMPTY : kind, connection, null, problem));
            return;
        }
        TableId table =
                new TableId(connection.database(), candidate.tables().get(0).source());
        if (!problem.isEmpty() || taken.contains(table)) {
            Kind kind = problem.isEmpty() ? Kind.TABLE_APPEARED : Kind.TABLE_REFUSED;
            found.add(Finding.of(kind, connection, table, problem));
        }
    }
}
