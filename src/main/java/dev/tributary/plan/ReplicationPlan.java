package dev.tributary.plan;

import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ParkedCommits;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * All that a run will do, complete and checked: nothing of it is looked up again by the job.
 *
 * @param config the options it was made with
 * @param servers the MySQL servers to read, each once, sorted by name
 * @param targets the ClickHouse tables to merge into, sorted by table
 * @param views the materialized views to refresh
 * @param leftOut the source tables that are not replicated since they are set aside
 * @param readAnew those that were set aside, and that this run takes back by a snapshot
 * @param refusing the targets that refuse their commits, and have them wait
 */
public record ReplicationPlan(
        SyncConfig config,
        List<ServerPlan> servers,
        List<TargetPlan> targets,
        List<ViewPlan> views,
        List<LeftOutTable> leftOut,
        List<LeftOutTable> readAnew,
        List<ParkedCommits.Target> refusing)
        implements Serializable {

    public ReplicationPlan {
        servers = List.copyOf(servers);
        targets = List.copyOf(targets);
        views = List.copyOf(views);
        leftOut = List.copyOf(leftOut);
        readAnew = List.copyOf(readAnew);
        refusing = List.copyOf(refusing);
    }

    /**
     * @param sourceDatabase the connection's name
     * @param isPaused until somebody resumes it, which is wanted; else it is set aside
     * @param cause why it is
     */
    public record LeftOutTable(String sourceDatabase, TableId table, boolean isPaused, String cause)
            implements Serializable {

        @Override
        public String toString() {
            return sourceDatabase + ": " + table + (isPaused ? " is paused: " : " is set aside: ") + cause;
        }
    }

    public List<TargetSchema> targetSchemas() {
        return targets.stream().map(TargetPlan::schema).toList();
    }

    /** The part of the plan that is about some of the routes. */
    public ReplicationPlan restrictedTo(Predicate<RoutePlan> selected) {
        List<ServerPlan> some = servers.stream()
                .map(server -> server.withRoutes(
                        server.routes().stream().filter(selected).toList()))
                .filter(server -> !server.routes().isEmpty())
                .toList();
        Set<TableId> used = some.stream()
                .flatMap(server -> server.routes().stream())
                .map(route -> route.target().target())
                .collect(Collectors.toSet());
        return new ReplicationPlan(
                config,
                some,
                targets.stream()
                        .filter(target -> used.contains(target.schema().target()))
                        .toList(),
                views.stream()
                        .filter(view -> view.dependsOn().stream().anyMatch(used::contains))
                        .toList(),
                leftOut,
                readAnew,
                refusing);
    }

    /** The same, whatever the configuration says of rows that their target cannot hold. */
    public ReplicationPlan keepingUnencodableRowsAside() {
        return new ReplicationPlan(
                config.withUnencodableValues(UnencodablePolicy.DEAD_LETTER),
                servers,
                targets,
                views,
                leftOut,
                readAnew,
                refusing);
    }

    /** The same, with each server's versions at or above what is said of it. */
    public ReplicationPlan withVersionsFrom(ToLongFunction<ServerPlan> lowest) {
        return new ReplicationPlan(
                config,
                servers.stream()
                        .map(server -> server.withVersionsFrom(lowest.applyAsLong(server)))
                        .toList(),
                targets,
                views,
                leftOut,
                readAnew,
                refusing);
    }

    public TargetPlan target(TableId table) {
        return targets.stream()
                .filter(target -> target.schema().target().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no target " + table));
    }
}
