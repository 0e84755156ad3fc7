package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.SourceOptions;
import dev.tributary.config.SourceOptions.UnreachableServers;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.schema.TableState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at all MySQL servers of a plan. */
final class ServerInspections {

    private final List<ServerGroup> servers;
    private final List<TableConfig> tables;
    private final Set<String> newTables;
    private final List<TableState> states;
    private final Checklist checklist;

    /** @param newTables those of the tables that have no target yet */
    ServerInspections(
            List<ServerGroup> servers,
            List<TableConfig> tables,
            Set<String> newTables,
            List<TableState> states,
            Checklist checklist) {
        this.servers = servers;
        this.tables = tables;
        this.newTables = newTables;
        this.states = states;
        this.checklist = checklist;
    }

    /** All servers at the same time, for one that does not answer takes a whole timeout; told about one by one. */
    List<SourceDatabase> read(SourceOptions options) {
        List<Checklist> checklists =
                servers.stream().map(server -> new Checklist()).toList();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, servers.size()));
        try {
            boolean mayBeAway = options.unreachableServers() == UnreachableServers.ASSUME;
            List<SourceInspection> inspections = new ArrayList<>();
            List<Future<List<SourceDatabase>>> results = new ArrayList<>();
            for (int i = 0; i < servers.size(); i++) {
                SourceInspection inspection =
                        new SourceInspection(servers.get(i), tables, newTables, states, checklists.get(i));
                inspections.add(inspection);
                results.add(threads.submit(() -> inspection.read(options.connectTimeout(), mayBeAway)));
            }
            List<SourceDatabase> databases = new ArrayList<>();
            for (Future<List<SourceDatabase>> result : results) {
                databases.addAll(result.get());
            }
            checklists.forEach(checklist::addAll);
            MissingTables missing = new MissingTables();
            inspections.forEach(inspection -> missing.addAll(inspection.missing()));
            missing.tell(checklist);
            refuseSameServers(inspections);
            List<SourceDatabase> found = List.copyOf(databases);
            for (int i = 0; i < servers.size(); i++) {
                if (inspections.get(i).isAway()) {
                    databases.addAll(new AbsentServer(servers.get(i), states, checklist)
                            .assume(tables.stream().map(TableConfig::source).toList(), found));
                }
            }
            return databases;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("planning was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a server could not be inspected", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void refuseSameServers(List<SourceInspection> inspections) {
        Map<String, ServerGroup> byUuid = new HashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            ServerGroup server = servers.get(i);
            String uuid = inspections.get(i).serverUuid();
            ServerGroup same = uuid.isEmpty() ? null : byUuid.putIfAbsent(uuid, server);
            if (same != null) {
                checklist.failed(
                        server.subject(),
                        "is the same server as " + same.endpoint().addresses().get(0)
                                + ", so its binlog would be read twice; give the connections "
                                + server.connections().stream()
                                        .map(ConnectionConfig::name)
                                        .toList()
                                + " that host");
            }
        }
    }
}
