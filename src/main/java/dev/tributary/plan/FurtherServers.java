package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.ServerAddress;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.ReplicationHistory;
import dev.tributary.inspect.ServerChecks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Looks at the servers of a group that may take the place of the one that was read: can they. */
final class FurtherServers {

    private final ServerGroup server;
    private final Map<String, List<String>> tables;
    private final Duration connectTimeout;
    private final Checklist checklist;

    /** @param tables those to read, by their database */
    FurtherServers(ServerGroup server, Map<String, List<String>> tables, Duration connectTimeout, Checklist checklist) {
        this.server = server;
        this.tables = tables;
        this.connectTimeout = connectTimeout;
        this.checklist = checklist;
    }

    /** @param first the server that was read, at this address */
    void check(MySqlSession first, ServerAddress ofFirst) throws SQLException {
        List<ServerAddress> addresses = server.endpoint().addresses();
        if (addresses.size() == 1) {
            return;
        }
        ReplicationHistory before = ReplicationHistory.read(first);
        if (!before.logsReplicated()) {
            checklist.failed(
                    ServerGroup.subject(ofFirst),
                    "log_replica_updates is OFF, so its binlog is of no use once it is a replica; start it with"
                            + " --log-replica-updates");
        }
        for (ServerAddress address : addresses) {
            if (!address.equals(ofFirst)) {
                check(address, first, before);
            }
        }
    }

    private void check(ServerAddress address, MySqlSession first, ReplicationHistory before) throws SQLException {
        String subject = ServerGroup.subject(address);
        MySqlEndpoint endpoint = server.endpoint().at(address);
        try (MySqlSession session = MySqlSession.open(endpoint, null, connectTimeout)) {
            ServerChecks checks = new ServerChecks(session, endpoint, subject, checklist);
            checks.checkServer(server.databases());
            checks.checkGrants(tables);
            String obstacle =
                    ReplicationHistory.read(session).obstacle(session, before, ReplicationHistory.read(first));
            if (obstacle == null) {
                checklist.passed(
                        subject,
                        "can take the place of " + server.endpoint().addresses().get(0));
            } else {
                checklist.failed(
                        subject,
                        "cannot take the place of "
                                + server.endpoint().addresses().get(0) + ": " + obstacle);
            }
        } catch (SQLException e) {
            if (MySqlSession.isUnreachable(e)) {
                checklist.noted(subject, "does not answer, so nothing is known of it: " + MySqlSession.describe(e));
            } else {
                checklist.failed(
                        subject,
                        "cannot be used as user '" + endpoint.user() + "': " + MySqlSession.describe(e)
                                + "; see that the account is the same on all hosts");
            }
        }
    }
}
