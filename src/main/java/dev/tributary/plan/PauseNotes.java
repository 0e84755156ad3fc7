package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.JournalTable;
import dev.tributary.schema.ServerPauses;
import java.time.Duration;
import java.util.List;

/** Reminds of servers that are paused, and of when they may purge what was not read. */
final class PauseNotes {

    private final ClickHouseClient client;
    private final SyncConfig config;

    private PauseNotes(ClickHouseClient client, SyncConfig config) {
        this.client = client;
        this.config = config;
    }

    /** Says nothing where ClickHouse does not answer, which is a problem of its own. */
    static void note(SyncConfig config, List<ServerGroup> servers, Checklist checklist) {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            new PauseNotes(client, config).note(servers, checklist);
        } catch (ClickHouseException e) {
            // Found where ClickHouse itself is looked at.
        }
    }

    private void note(List<ServerGroup> servers, Checklist checklist) {
        String control = config.clickHouse().controlDatabase();
        List<ServerPauses.Pause> pauses =
                new ServerPauses(client, control, config.job().name()).all();
        for (ServerGroup server : servers) {
            pauses.stream()
                    .filter(pause -> server.connections().stream()
                            .anyMatch(connection -> connection.name().equals(pause.sourceDatabase())))
                    .findFirst()
                    .ifPresent(pause -> checklist.noted(
                            server.subject(),
                            "is paused since " + pause.since() + ": " + pause.cause() + left(server)
                                    + "; 'tributary resume' has it read on from where it stands"));
        }
    }

    private String left(ServerGroup server) {
        String table =
                Identifiers.quote(JournalTable.SERVERS.in(config.clickHouse().controlDatabase()));
        if (!"1".equals(client.queryValue("EXISTS TABLE " + table))) {
            return "";
        }
        String seconds = client.queryValue("SELECT toString(min(retention_left_s)) FROM " + table
                + " FINAL WHERE follows_binlog AND job = "
                + Identifiers.literal(config.job().name()) + " AND server = "
                + Identifiers.literal(server.endpoint().addresses().get(0).toString()));
        return seconds == null || !seconds.matches("\\d+")
                ? ""
                : "; it may purge what was not read within "
                        + Duration.ofSeconds(Long.parseLong(seconds)).toHours() + " hours";
    }
}
