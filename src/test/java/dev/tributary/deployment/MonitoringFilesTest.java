package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Alerts and panels ask for metrics that there are: a name that nobody registers never fires, and shows nothing. */
class MonitoringFilesTest {

    private static final Path RULES = Path.of("deploy/prometheus/rules.yml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/tributary.json");
    private static final String OWN_SCOPE = "flink_taskmanager_job_task_operator_";
    /** What registers its metrics in a group with the label {@code server}, whose key stands before their names. */
    private static final Path OF_SERVERS = Path.of("mysql/source/ReaderWatch.java");

    private static final String JOB_SCOPE = "flink_jobmanager_job_";

    /** Those of a job that Flink documents. */
    private static final Set<String> FLINKS = Set.of(
            "runningTime",
            "numRestarts",
            "numberOfCompletedCheckpoints",
            "numberOfFailedCheckpoints",
            "lastCheckpointDuration");

    private final String asked = read(RULES) + read(DASHBOARD);

    @Test
    void everyMetricOfOursIsRegisteredInTheCode() throws IOException {
        Set<String> registered = registered();

        assertThat(registered).contains("server_serverReachable", "stagedRows");
        assertThat(matches("(?<=" + OWN_SCOPE + ")\\w+", asked)).isNotEmpty().isSubsetOf(registered);
    }

    @Test
    void everyOtherMetricIsOneOfFlinks() {
        assertThat(matches("(?<=" + JOB_SCOPE + ")\\w+", asked)).isNotEmpty().isSubsetOf(FLINKS);
        assertThat(matches("\\bflink_\\w+", asked))
                .allMatch(name -> name.startsWith(OWN_SCOPE) || name.startsWith(JOB_SCOPE));
    }

    @Test
    void everyAlertSaysWhatIsWrong() {
        List<Yaml> rules = Yaml.read(RULES).mappings("groups").stream()
                .flatMap(group -> group.mappings("rules").stream())
                .toList();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.text("alert")).startsWith("Tributary");
            assertThat(rule.text("expr")).isNotBlank();
            assertThat(rule.at("annotations").text("summary")).endsWith(".");
            assertThat(rule.at("labels").text("severity")).isIn("warning", "critical");
        });
        assertThat(Yaml.read(Path.of("deploy/prometheus/scrape.yml")).list("rule_files"))
                .isEqualTo(List.of(String.valueOf(RULES.getFileName())));
    }

    @Test
    void panelsAskTheChosenDataSource() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());

        assertThat(dashboard.get("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.get("datasource").get("uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.get("targets")).isNotEmpty();
        });
    }

    private static Set<String> registered() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> matches("(?<=\\.(?:gauge|counter|meter|histogram)\\(\")\\w+", read(file)).stream()
                            .map(name -> file.endsWith(OF_SERVERS) ? "server_" + name : name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
