package dev.tributary.web;

import dev.tributary.status.EventReader.JobEvent;
import dev.tributary.status.JobStatus;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One source database: its server, its tables and what happened to them. */
final class SourcePage {

    private static final Duration EVENTS_OF = Duration.ofDays(7);

    private final JobData data;
    private final JobStatus status;
    private final String name;
    private final List<Table> tables;

    SourcePage(Request request, JobData data) {
        this.data = data;
        this.status = data.status();
        this.name = request.get("name");
        this.tables = status.tables().stream()
                .filter(table -> table.sourceDatabase().equals(name))
                .toList();
    }

    boolean exists() {
        return !tables.isEmpty();
    }

    String title() {
        return name;
    }

    void print(Html html) {
        html.element("h1", name);
        Set<String> serverNames = tables.stream().map(Table::server).collect(Collectors.toSet());
        List<Server> servers = status.servers().stream()
                .filter(server -> serverNames.contains(server.name()))
                .toList();
        SourceTables sources = new SourceTables(status);
        html.element("h2", "Tables");
        sources.print(html, sources.worstFirst(tables), tables.size());
        html.element("h2", "Its server, with all databases that are read of it");
        OverviewPage.printServers(html, status, servers);
        html.element("h2", "Events of the last 7 days");
        EventsPage.print(
                html,
                data.events(status.now().minus(EVENTS_OF)).stream()
                        .filter(event -> concerns(event, serverNames))
                        .toList());
    }

    /** Its own, and those of its server as a whole. */
    private boolean concerns(JobEvent event, Set<String> servers) {
        return event.sourceDatabase().equals(name)
                || event.sourceDatabase().isEmpty() && servers.contains(event.server());
    }
}
