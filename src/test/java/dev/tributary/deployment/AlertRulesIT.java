package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Which alerts fire at what metrics say, by Prometheus' own reckoning: each case says it for two hours, a value a minute. */
@EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
class AlertRulesIT {

    private static final Path RULES = Path.of("deploy/prometheus/rules.yml");

    private static final String RUNNING = "flink_jobmanager_job_runningTime";
    private static final String RESTARTS = "flink_jobmanager_job_numRestarts";
    private static final String CHECKPOINTS = "flink_jobmanager_job_numberOfCompletedCheckpoints";
    private static final String STAGED = "flink_taskmanager_job_task_operator_stagedRows";
    private static final String PARKED = "flink_taskmanager_job_task_operator_parkedTargets";
    private static final String LETTERS = "flink_taskmanager_job_task_operator_deadLettersRemaining";
    private static final String FAILED_VIEWS = "flink_taskmanager_job_task_operator_failedViewRefreshes";
    private static final String COMMIT = "flink_taskmanager_job_task_operator_target_lastCommitTimestamp";
    private static final String RETRIES = "flink_taskmanager_job_task_operator_target_mergeRetries";
    private static final String REACHABLE = "flink_taskmanager_job_task_operator_server_serverReachable";
    private static final String FAILOVERS = "flink_taskmanager_job_task_operator_server_serverFailovers";
    private static final String SET_ASIDE = "flink_taskmanager_job_task_operator_server_tablesSetAside";
    private static final String RETENTION = "flink_taskmanager_job_task_operator_server_binlogRetentionLeftSeconds";
    private static final String LAG = "flink_taskmanager_job_task_operator_server_source_database_lagSeconds";
    private static final String SNAPSHOTS_WAIT =
            "flink_jobmanager_job_operator_coordinator_enumerator_server_snapshotsWait";

    /** In promtool's notation: {@code 0+60x120} begins with 0 and grows by 60 a minute, 120 times. */
    private static final Map<String, String> WELL = Map.ofEntries(
            Map.entry(RUNNING, "0+60000x120"),
            Map.entry(RESTARTS, "0x120"),
            Map.entry(CHECKPOINTS, "0+6x120"),
            Map.entry(STAGED, "0+100x120"),
            Map.entry(PARKED, "0x120"),
            Map.entry(LETTERS, "0x120"),
            Map.entry(FAILED_VIEWS, "0x120"),
            Map.entry(COMMIT, "0+60x120"),
            Map.entry(RETRIES, "0x120"),
            Map.entry(REACHABLE, "1x120"),
            Map.entry(FAILOVERS, "0x120"),
            Map.entry(SET_ASIDE, "0x120"),
            Map.entry(RETENTION, "NaN+0x120"),
            Map.entry(LAG, "1x120"),
            Map.entry(SNAPSHOTS_WAIT, "0x120"));

    private static final String ENDS = "0x10 stale";

    private final List<String> cases = new ArrayList<>();
    private final List<String> fired = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void promtoolAcceptsTheAlerts() throws IOException {
        assertThat(Prometheus.checkRules(RULES)).contains("SUCCESS");
    }

    @Test
    void everyAlertFiresAtWhatItIsForAndAtNothingElse() throws IOException {
        none("all is well, and the binlog is never purged", Map.of());
        fires("the job does not run", Map.of(RUNNING, "0x120"), "JobIsDown");
        fires(
                "no TaskManager carries the job out",
                Map.of(REACHABLE, ENDS, LAG, ENDS, STAGED, ENDS, COMMIT, ENDS),
                "JobIsDown");
        fires("it fails again and again", Map.of(RESTARTS, "0+1x120"), "RestartsAgainAndAgain");
        none("it was started again once", Map.of(RESTARTS, "0x70 1x50"));
        fires(
                "checkpoints do not complete, so nothing is merged",
                Map.of(CHECKPOINTS, "5x120", COMMIT, "60x120"),
                "CommitsNothing",
                "MergesNothing");
        fires("rows are staged, and not merged", Map.of(COMMIT, "60x120"), "MergesNothing");
        none("nothing changes in MySQL", Map.of(STAGED, "500x120", COMMIT, "60x120"));
        fires("merges into a target fail", Map.of(RETRIES, "0+1x120"), "MergesFail");
        none("an answer of ClickHouse was lost", Map.of(RETRIES, "0x70 3x50"));
        fires("a target refuses its rows", Map.of(PARKED, "1x120"), "TargetRefusesItsRows");
        fires("a server is away, so it is behind", Map.of(REACHABLE, "0x120", LAG, "0+60x120"), "ServerIsAway");
        none("a server was away for two minutes", Map.of(REACHABLE, "1x70 0 0 1x50"));
        fires("another server took its place", Map.of(FAILOVERS, "0x70 1x50"), "ServerWasReplaced");
        fires("the binlog is purged soon", Map.of(RETENTION, "3600x120"), "BinlogIsPurgedSoon");
        fires("a server that answers is behind", Map.of(LAG, "0+60x120"), "IsBehind");
        fires("a snapshot waits for the load to fall", Map.of(SNAPSHOTS_WAIT, "1x120"), "SnapshotWaits");
        fires("a table is set aside", Map.of(SET_ASIDE, "1x120"), "TableIsSetAside");
        fires("a dead letter remains", Map.of(LETTERS, "1x120"), "HasDeadLetters");
        fires("views are not refreshed", Map.of(FAILED_VIEWS, "0+1x120"), "ViewsAreNotRefreshed");

        Path file = Files.writeString(
                folder.resolve("cases.yml"),
                "rule_files: ['" + RULES.toAbsolutePath() + "']\ntests:\n" + String.join("", cases));
        assertThat(Prometheus.testRules(file)).contains("SUCCESS");
        assertThat(Yaml.read(RULES).mappings("groups").get(0).mappings("rules"))
                .allSatisfy(rule -> assertThat(fired).contains(rule.text("alert")));
    }

    private void none(String name, Map<String, String> differs) {
        fires(name, differs);
    }

    private void fires(String name, Map<String, String> differs, String... alerts) {
        Map<String, String> series = new TreeMap<>(WELL);
        series.putAll(differs);
        StringBuilder text = new StringBuilder("  - name: '" + name + "'\n    interval: 1m\n    input_series:\n");
        series.forEach((metric, values) ->
                text.append("      - {series: '%s%s', values: '%s'}%n".formatted(metric, labels(metric), values)));
        text.append("    promql_expr_test:\n");
        text.append("      - expr: count by (alertname) (ALERTS{alertstate='firing'})\n");
        text.append("        eval_time: 75m\n        exp_samples:\n");
        for (String alert : alerts) {
            text.append("          - {labels: '{alertname=\"Tributary%s\"}', value: 1}%n".formatted(alert));
            fired.add("Tributary" + alert);
        }
        cases.add(text.toString());
    }

    private static String labels(String metric) {
        List<String> labels = new ArrayList<>(List.of("job_name=\"shops\""));
        if (metric.contains("_server_")) {
            labels.add("server=\"mysql-1:3306\"");
        }
        if (metric.contains("_source_database_")) {
            labels.add("source_database=\"shop_at\"");
        }
        if (metric.contains("_target_")) {
            labels.add("target=\"analytics.orders\"");
        }
        return "{" + String.join(", ", labels) + "}";
    }
}
