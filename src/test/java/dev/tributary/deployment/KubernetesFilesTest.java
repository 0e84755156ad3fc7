package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Main;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the Kubernetes operator is given fits together: paths, volumes, secrets, and the versions of the project. */
class KubernetesFilesTest {

    private static final Path FILE = Path.of("deploy/kubernetes/tributary.yaml");

    private final List<Yaml> documents = Yaml.readAll(FILE);
    private final Yaml spec = document("FlinkDeployment").at("spec");
    private final Yaml flink = spec.at("flinkConfiguration");
    private final Yaml pod = spec.at("podTemplate", "spec");
    private final Yaml container = pod.mappings("containers").get(0);

    @Test
    void deploymentIsOfTheOperatorsVersionAndRunsTheImagesJar() {
        assertThat(document("FlinkDeployment").text("apiVersion")).isEqualTo("flink.apache.org/v1beta1");
        String version = matches("(?<=<flink.version>)\\d+\\.\\d+", read(Path.of("pom.xml")))
                .iterator()
                .next();
        assertThat(spec.text("flinkVersion")).isEqualTo("v" + version.replace('.', '_'));
        assertThat(container.text("name")).isEqualTo("flink-main-container");
        Yaml job = spec.at("job");
        assertThat(job.text("entryClass")).isEqualTo(Main.class.getName());
        assertThat(read(Path.of("Dockerfile"))).contains(job.text("jarURI").replace("local://", "") + "\n");
    }

    @Test
    void jobGoesOnAfterUpgradesAndLostPods() {
        assertThat(spec.at("job").text("upgradeMode")).isEqualTo("savepoint");
        assertThat(spec.at("job").text("state")).isEqualTo("running");
        assertThat(spec.at("job").list("args"))
                .isEqualTo(List.of("run", "--config", "/opt/tributary/config/sync.yaml"));
        assertThat(flink.text("high-availability.type")).isEqualTo("kubernetes");
        for (String folder : List.of(
                "high-availability.storageDir",
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir")) {
            assertThat(flink.text(folder)).startsWith("file://" + mount("state") + "/");
        }
        assertThat(flink.text("execution.checkpointing.mode")).isEqualTo("EXACTLY_ONCE");
        assertThat(flink.text("pipeline.generic-types")).isEqualTo("false");
    }

    @Test
    void everyVolumeIsMountedAndThere() {
        for (Yaml volume : pod.mappings("volumes")) {
            assertThat(mount(volume.text("name"))).isNotEmpty();
        }
        Set<String> names = documents.stream()
                .map(document ->
                        document.text("kind") + " " + document.at("metadata").text("name"))
                .collect(Collectors.toSet());
        assertThat(names).contains("ConfigMap tributary-config", "PersistentVolumeClaim tributary-state");
        assertThat(read(FILE)).contains("configMap: {name: tributary-config}", "claimName: tributary-state");
    }

    @Test
    void jobUnderstandsItsConfigurationAndHasItsSecretsByReference() throws Exception {
        Secrets secrets = new Secrets(Map.of("MYSQL_PASSWORD", "of-mysql", "CLICKHOUSE_PASSWORD", "of-clickhouse"));
        String text = document("ConfigMap").at("data").text("sync.yaml");

        SyncConfig config = ConfigReader.read("sync.yaml", text, secrets);

        assertThat(config.job().name()).isEqualTo("tributary");
        Set<String> referenced = matches("(?<=password: \\{env: )\\w+", text);
        assertThat(container.mappings("env").stream().map(each -> each.text("name")))
                .containsExactlyInAnyOrderElementsOf(referenced);
        for (Yaml variable : container.mappings("env")) {
            assertThat(variable.entries()).doesNotContainKey("value");
            assertThat(variable.at("valueFrom", "secretKeyRef").text("key")).isEqualTo(variable.text("name"));
        }
    }

    @Test
    void flinkOpensTheSamePackagesAsInTests() {
        assertThat(matches("--add-opens=\\S+UNNAMED", flink.text("env.java.opts.all")))
                .isEqualTo(matches("--add-opens=\\S+UNNAMED", read(Path.of("pom.xml"))));
    }

    private String mount(String volume) {
        return container.mappings("volumeMounts").stream()
                .filter(mount -> mount.text("name").equals(volume))
                .map(mount -> mount.text("mountPath"))
                .findFirst()
                .orElse("");
    }

    private Yaml document(String kind) {
        return documents.stream()
                .filter(document -> document.text("kind").equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + FILE));
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
            throw new UncheckedIOException(e);
        }
    }
}
