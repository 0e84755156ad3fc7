package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    private static final Path RUNBOOK = Path.of("docs/runbook.md");

    private static final Set<String> LABELS = Set.of("job_name", "server", "source_database", "target");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]+)\\)");

    /** Those of a job that Flink documents. */
    private static final Set<String> FLINKS = Set.of(
            "flink_jobmanager_job_runningTime",
            "flink_jobmanager_job_numRestarts",
            "flink_jobmanager_job_numberOfCompletedCheckpoints",
            "flink_jobmanager_job_numberOfFailedCheckpoints",
            "flink_jobmanager_job_lastCheckpointDuration");

    private final String asked = read(RULES) + read(DASHBOARD);

    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneIsRegistered() throws IOException {
        assertThat(documented().stream().map(DocumentedMetric::name))
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(registered());
    }

    @Test
    void everyMetricThatIsAskedForIsOneOfOursOrOfFlinks() {
        Set<String> there = documented().stream()
                .map(DocumentedMetric::nameInPrometheus)
                .collect(Collectors.toCollection(TreeSet::new));
        there.addAll(FLINKS);

        assertThat(matches("\\bflink_\\w+", read(RULES))).hasSizeGreaterThan(10);
        assertThat(matches("\\bflink_\\w+", read(DASHBOARD))).hasSizeGreaterThan(10);
        assertThat(there).containsAll(matches("\\bflink_\\w+", asked));
    }

    @Test
    void alertsNameLabelsThatTheirExpressionsKeep() {
        assertThat(alerts()).allSatisfy(rule -> {
            List<Set<String>> kept = GROUPED.matcher(rule.text("expr"))
                    .results()
                    .map(match -> Set.of(match.group(1).split(", ")))
                    .toList();

            assertThat(kept).isNotEmpty().allMatch(LABELS::containsAll);
            assertThat(kept.get(0))
                    .containsAll(matches(
                            "(?<=\\$labels\\.)\\w+",
                            rule.at("annotations").entries().toString()));
        });
    }

    @Test
    void everyAlertHasItsSectionInTheRunbook() {
        assertThat(matches("(?m)(?<=^## )Tributary\\w+$", read(RUNBOOK)))
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(rule -> rule.text("alert")).toList());
        assertThat(alerts())
                .allSatisfy(rule -> assertThat(rule.at("annotations").text("runbook"))
                        .isEqualTo("docs/runbook.md#" + rule.text("alert").toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyAlertSaysWhatIsWrong() {
        assertThat(alerts()).isNotEmpty().allSatisfy(rule -> {
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

    private static List<Yaml> alerts() {
        return Yaml.read(RULES).mappings("groups").stream()
                .flatMap(group -> group.mappings("rules").stream())
                .toList();
    }

    private static List<DocumentedMetric> documented() {
        return DocumentedMetric.readAll(read(Path.of("docs/operating.md")));
    }

    private static Set<String> registered() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> matches("(?<=\\.(?:gauge|counter|meter|histogram)\\(\")\\w+", read(file)).stream())
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
