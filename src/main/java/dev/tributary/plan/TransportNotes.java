package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.ServerAddress;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Notes what works, and lets others read passwords or rows: passwords that are written out, and connections without TLS. */
final class TransportNotes {

    private final SyncConfig config;
    private final List<ConnectionConfig> connections;
    private final Checklist checklist;

    TransportNotes(SyncConfig config, List<ConnectionConfig> connections, Checklist checklist) {
        this.config = config;
        this.connections = connections;
        this.checklist = checklist;
    }

    void note() {
        notePasswords();
        connections.stream()
                .map(ConnectionConfig::endpoint)
                .distinct()
                .forEach(endpoint ->
                        noteTls(ServerGroup.subject(endpoint.addresses().get(0)), endpoint));
        ServiceDatabase service = config.serviceDatabase();
        if (service != null) {
            noteTls("service database", service.endpoint());
        }
        URI clickHouse = URI.create(config.clickHouse().url());
        if ("http".equals(clickHouse.getScheme()) && !isLoopback(clickHouse)) {
            checklist.noted(
                    "clickhouse " + config.clickHouse().url(),
                    "password and rows travel to it in the clear; https:// is safer, with tls-ca where its authority is"
                            + " your own");
        }
    }

    /** One line for all, since a hundred connections mostly have their passwords in one way. */
    private void notePasswords() {
        List<String> writtenOut = new ArrayList<>();
        if (config.clickHouse().password().isWrittenOut()) {
            writtenOut.add("clickhouse");
        }
        ServiceDatabase service = config.serviceDatabase();
        if (service != null && service.endpoint().password().isWrittenOut()) {
            writtenOut.add("service-database");
        }
        for (ConnectionConfig connection : connections) {
            Secret password = connection.endpoint().password();
            if (password.isWrittenOut()) {
                writtenOut.add("connection '" + connection.name() + "'");
            }
        }
        if (config.notifications().stream().anyMatch(each -> each.url().isWrittenOut())) {
            writtenOut.add("notify");
        }
        if (!writtenOut.isEmpty()) {
            checklist.noted(
                    "passwords",
                    "written out, so that they travel with the job and lie in Flink's storage: "
                            + String.join(", ", writtenOut)
                            + "; {env: NAME} and {file: /path} are read where they are used");
        }
    }

    private void noteTls(String subject, MySqlEndpoint endpoint) {
        Set<String> remote = new LinkedHashSet<>();
        for (ServerAddress address : endpoint.addresses()) {
            if (!address.isLoopback()) {
                remote.add(address.toString());
            }
        }
        if (!remote.isEmpty() && !endpoint.tls().isCertain()) {
            checklist.noted(
                    subject,
                    "tls: " + endpoint.tls().name().toLowerCase(Locale.ROOT) + " lets whoever is on the way to "
                            + String.join(", ", remote) + " read password and rows; required, or better verify-ca with"
                            + " tls-ca, does not");
        }
    }

    /** A URL writes an IPv6 address in brackets. */
    private static boolean isLoopback(URI url) {
        return new ServerAddress(url.getHost().replace("[", "").replace("]", ""), 1).isLoopback();
    }
}
