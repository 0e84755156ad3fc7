package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.VerifyReport;
import java.sql.Connection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Old software is brought up to date while its databases are replicated: some hundred statements without a pause, many on the
 * same table. The job goes on without a restart, ends exact, and reads only those tables anew that nothing else helps.
 *
 * <p>Two of the three databases are upgraded, at the same time; the third one stays as it was.
 */
class UpgradeScriptsIT {

    @ParameterizedTest
    @ValueSource(strings = {"shop", "forum", "monitoring"})
    void upgradeIsFollowed(String script) throws Exception {
        upgrade("upgraded_" + script, script, TestServers.mysqlWithoutGtids());
    }

    private static void upgrade(String name, String scriptName, EmbeddedMySql server) throws Exception {
        UpgradeScript script = UpgradeScript.read(scriptName);
        try (Replication replication =
                new Replication(name, script.configuration().toString(), server).withoutRestarts()) {
            for (String tenant : Replication.TENANTS) {
                execute(replication, script, tenant, script.before());
            }
            replication.start(RunMode.SYNC);
            for (String table : script.tables()) {
                replication.await(
                        "the snapshot of " + table,
                        () -> replication
                                .value("SELECT uniqExact(_source_database) FROM " + name + "." + table)
                                .equals("3"));
            }

            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> executeQuietly(replication, script, "at"));
            execute(replication, script, "de", script.upgrade());
            other.join();
            awaitExact(replication, script);
            for (String tenant : List.of("de", "at")) {
                execute(replication, script, tenant, script.afterwards());
            }
            awaitExact(replication, script);

            assertThat(new TreeSet<>(replication.rows(
                            "SELECT DISTINCT mysql_table FROM tributary.table_states WHERE job = '" + name + "'")))
                    .as(() -> String.join(
                            "\n",
                            replication.rows("SELECT mysql_table, source_database, event, cause FROM"
                                    + " tributary.table_states WHERE job = '" + name + "' ORDER BY ALL")))
                    .isEqualTo(script.readAnew());
        }
    }

    private static void executeQuietly(Replication replication, UpgradeScript script, String tenant) {
        try {
            execute(replication, script, tenant, script.upgrade());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Replication replication, UpgradeScript script, String tenant, List<String> statements)
            throws Exception {
        try (Connection connection = replication.server(tenant).rootConnection(replication.database(tenant))) {
            script.execute(connection, statements);
        }
    }

    private static void awaitExact(Replication replication, UpgradeScript script) throws Exception {
        StringBuilder last = new StringBuilder();
        try {
            replication.await("source and target are equal", () -> isExact(replication, script, last));
        } catch (AssertionError e) {
            throw new AssertionError(last + "\n" + tableStates(replication), e);
        }
    }

    private static String tableStates(Replication replication) throws Exception {
        return String.join(
                "\n",
                replication.rows("SELECT mysql_table, event, cause FROM tributary.table_states WHERE job = '"
                        + replication.config().job().name() + "' ORDER BY ALL"));
    }

    private static boolean isExact(Replication replication, UpgradeScript script, StringBuilder last) {
        last.setLength(0);
        try {
            ReplicationPlan plan = replication.plan();
            if (!plan.leftOut().isEmpty() || !plan.readAnew().isEmpty()) {
                last.append("not followed: ").append(plan.leftOut()).append(plan.readAnew());
                return false;
            }
            VerifyReport report = replication.verifyWhatDiffers();
            last.append(report.summary());
            report.routes().stream()
                    .filter(route -> !route.details().isEmpty())
                    .forEach(route -> last.append('\n').append(route));
            return report.differences() == 0
                    && report.routes().size()
                            == Replication.TENANTS.size() * script.tables().size();
        } catch (Exception e) {
            last.append(e);
            return false;
        }
    }
}
