package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Main;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.JournalTable;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.schema.ParkedCommits;
import dev.tributary.schema.ServerPauses;
import dev.tributary.schema.TableStates;
import dev.tributary.sink.Lease;
import dev.tributary.sink.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;

/** The files that deploy the job name each other's services, ports, paths and secrets: they must agree. */
class DeploymentFilesTest {

    private static final Pattern SECRET_REFERENCE = Pattern.compile("\\$\\{(\\w+):\\?.+}");
    private static final Set<String> FLINK_SERVICES = Set.of("jobmanager", "taskmanager");

    private final Yaml compose = Yaml.read(Path.of("docker-compose.yml"));
    private final Yaml services = compose.at("services");
    private final Yaml sync = Yaml.read(Path.of("deploy/compose/sync.yaml"));
    private final Configuration flink = GlobalConfiguration.loadConfiguration("flink-conf");
    private final String testData = read("test_data.sql");
    private final String schema = read("clickhouse_schema.sql");

    @Test
    void everyMountedFileExists() {
        for (Mount mount :
                services.entries().keySet().stream().flatMap(this::mounts).toList()) {
            if (mount.isFile()) {
                assertThat(Path.of(mount.source())).exists();
            }
        }
    }

    @Test
    void everyVolumeIsDeclared() {
        Set<String> used = services.entries().keySet().stream()
                .flatMap(this::mounts)
                .filter(mount -> !mount.isFile())
                .map(Mount::source)
                .collect(Collectors.toSet());

        assertThat(compose.at("volumes").entries().keySet()).isEqualTo(used);
    }

    @Test
    void everyPathThatAContainerRunsIsMountedOrInTheImage() {
        for (String service : FLINK_SERVICES) {
            String commands = read("Dockerfile")
                    + services.at(service).list("command")
                    + services.at(service, "healthcheck").list("test");
            for (String path : matches("(?<=/opt/tributary/)[\\w.-]*\\w", commands)) {
                assertThat(mounts(service).anyMatch(mount -> mount.target().equals("/opt/tributary/" + path))
                                || Files.isExecutable(Path.of("deploy/container", path))
                                || path.equals("flink-conf"))
                        .as("%s of %s", path, service)
                        .isTrue();
            }
        }
        for (String service : List.of("mysql-eu", "mysql-us")) {
            assertThat(mounts(service).map(Mount::target))
                    .containsAll(matches("/opt/tributary/[\\w.-]*\\w", read("deploy/compose/mysql-init.sh")));
        }
    }

    @Test
    void imageIsBuiltOfWhatIsThereByTheVersionsOfTheProject() {
        String dockerfile = read("Dockerfile");
        Set<String> sent = matches("(?m)(?<=^!).+", read(".dockerignore"));

        for (MatchResult copy : Pattern.compile("(?m)^COPY (?:--chmod=\\d+ )?([^-\\s]\\S*) ")
                .matcher(dockerfile)
                .results()
                .toList()) {
            String source = copy.group(1).replaceAll("/$", "");
            assertThat(Path.of(source)).exists();
            assertThat(sent).contains(source);
        }
        String flinkVersion = matches("(?<=<flink.version>)\\d+\\.\\d+", read("pom.xml"))
                .iterator()
                .next();
        assertThat(dockerfile).contains("FROM flink:" + flinkVersion + "-java17", "target/tributary.jar");
        assertThat(read("deploy/container/entrypoint.sh")).contains(Main.class.getName());
    }

    @Test
    void everyServiceIsStartedAgainTellsItsHealthAndKeepsItsLogShort() {
        services.entries().keySet().forEach(service -> {
            assertThat(services.at(service).text("restart")).isEqualTo("unless-stopped");
            assertThat(services.at(service, "healthcheck").list("test"))
                    .as(service)
                    .isNotEmpty();
            assertThat(services.at(service, "logging", "options").entries()).containsKeys("max-size", "max-file");
        });
    }

    @Test
    void jobComesBackWithItsJobManagerFromItsNewestCheckpoint() {
        assertThat(services.at("jobmanager").list("command"))
                .isEqualTo(List.of("job", "run", "--resume", "--config", "/opt/tributary/sync.yaml"));
    }

    @Test
    void everyServiceThatIsWaitedForIsThereAndTellsItsHealth() {
        services.entries()
                .keySet()
                .forEach(service -> services.at(service, "depends_on")
                        .entries()
                        .keySet()
                        .forEach(awaited -> {
                            assertThat(services.entries()).containsKey(awaited);
                            if (services.at(service, "depends_on", awaited)
                                    .text("condition")
                                    .equals("service_healthy")) {
                                assertThat(services.at(awaited, "healthcheck").list("test"))
                                        .isNotEmpty();
                            }
                        }));
    }

    @Test
    void passwordsAreReferencesToVariablesThatTheExampleLists() {
        Set<String> referenced = new TreeSet<>();
        services.entries()
                .keySet()
                .forEach(service -> services.at(service, "environment")
                        .entries()
                        .forEach((variable, value) -> {
                            if (variable.contains("PASSWORD")) {
                                assertThat((String) value)
                                        .as("%s of %s", variable, service)
                                        .matches(SECRET_REFERENCE);
                                referenced.addAll(matches("(?<=\\$\\{)\\w+", (String) value));
                            }
                        }));

        assertThat(matches("(?m)^\\w+(?==)", read(".env.example"))).containsExactlyInAnyOrderElementsOf(referenced);
    }

    @Test
    void theExampleHoldsNoPassword() {
        assertThat(read(".env.example").lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.endsWith("="));
        assertThat(read(".gitignore").lines()).contains(".env");
        assertThat(testData).doesNotContainIgnoringCase("identified");
    }

    @Test
    void everySecretOfTheJobIsInTheEnvironmentOfItsContainers() {
        Set<String> secrets = Stream.of("service-database", "clickhouse")
                .map(section -> sync.at(section, "password").text("env"))
                .collect(Collectors.toCollection(TreeSet::new));
        secrets.addAll(matches("(?<='env:)\\w+", testData));

        for (String service : FLINK_SERVICES) {
            assertThat(services.at(service, "environment").entries()).containsKeys(secrets.toArray(String[]::new));
        }
    }

    @Test
    void theJobReachesServicesOfTheComposition() {
        Yaml serviceDatabase = sync.at("service-database");
        assertThat(services.at(serviceDatabase.text("host")).text("image")).startsWith("mysql:");
        assertThat(serviceDatabase.text("port")).isEqualTo("3306");
        assertThat(testData).contains("CREATE DATABASE IF NOT EXISTS " + serviceDatabase.text("database") + " ");

        URI clickHouse = URI.create(sync.at("clickhouse").text("url"));
        assertThat(services.at(clickHouse.getHost()).list("ports"))
                .isEqualTo(List.of("127.0.0.1:${CLICKHOUSE_PORT:-8123}:" + clickHouse.getPort()));
        assertThat(sync.at("clickhouse").text("user"))
                .isEqualTo(services.at("clickhouse", "environment").text("CLICKHOUSE_USER"));
    }

    @Test
    void everyConnectionNamesADatabaseOfItsServer() {
        List<MatchResult> connections = Pattern.compile("\\('(\\w+)', '([\\w-]+)', (\\d+), '(\\w+)', '(\\w+)', 'env:")
                .matcher(testData)
                .results()
                .toList();

        assertThat(connections).hasSize(3);
        for (MatchResult connection : connections) {
            Yaml environment = services.at(connection.group(2), "environment");
            assertThat(connection.group(3)).isEqualTo("3306");
            assertThat(connection.group(5)).isEqualTo(environment.text("MYSQL_USER"));
            assertThat(section(environment.text("TRIBUTARY_SERVER")))
                    .contains("CREATE DATABASE " + connection.group(4) + " ");
            assertThat(testData).contains(" TO '" + connection.group(5) + "'@'%';");
        }
    }

    @Test
    void everyViewOfTheJobIsInTheSchema() {
        assertThat(sync.mappings("views").stream().map(view -> view.text("name")))
                .containsExactlyInAnyOrderElementsOf(matches("(?<=MATERIALIZED VIEW IF NOT EXISTS )[\\w.]+", schema));
        assertThat(schema)
                .contains(
                        "CREATE DATABASE IF NOT EXISTS " + sync.at("clickhouse").text("database") + ";");
    }

    @Test
    void theJobUnderstandsItsConfiguration() throws ConfigurationException {
        Secrets secrets = new Secrets(Map.of("MYSQL_PASSWORD", "of-mysql", "CLICKHOUSE_PASSWORD", "of-clickhouse"));

        SyncConfig config = ConfigReader.read("sync.yaml", read("deploy/compose/sync.yaml"), secrets);

        assertThat(config.views()).hasSize(2);
        assertThat(config.job().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(schema)
                .contains("CREATE DATABASE IF NOT EXISTS " + config.clickHouse().controlDatabase() + ";")
                .contains("CREATE DATABASE IF NOT EXISTS " + config.clickHouse().stagingDatabase() + ";");
    }

    @Test
    void theControlTablesAreThoseThatTheJobWouldCreate() {
        assertThat(compact(schema))
                .contains(compact(Ledger.createStatement("tributary") + ";"))
                .contains(compact(Lease.createStatement("tributary") + ";"))
                .contains(compact(ParkedCommits.createStatement("tributary") + ";"))
                .contains(compact(DeadLetters.createStatement("tributary") + ";"))
                .contains(compact(TableStates.createStatement("tributary") + ";"))
                .contains(compact(ServerPauses.createStatement("tributary") + ";"))
                .contains(JournalTable.createStatements("tributary").stream()
                        .map(statement -> compact(statement + ";"))
                        .toList());
    }

    @Test
    void everyStatementOfTheSchemaCanBeRunAgain() {
        assertThat(matches("CREATE [A-Z ]+", schema)).allMatch(create -> create.endsWith(" IF NOT EXISTS "));
    }

    @Test
    void portsArePublishedOnLoopbackAlone() {
        assertThat(services.entries().keySet().stream().flatMap(service -> services.at(service).list("ports").stream()))
                .allMatch(port -> ((String) port).startsWith("127.0.0.1:"));
    }

    @Test
    void mySqlServersWriteTheBinlogThatTheSourceReads() {
        Set<String> serverIds = new TreeSet<>();
        for (String service : List.of("mysql-eu", "mysql-us")) {
            List<String> options = services.at(service).list("command").stream()
                    .map(String.class::cast)
                    .toList();
            assertThat(options)
                    .contains("--log-bin=binlog", "--binlog-format=ROW", "--binlog-row-image=FULL", "--gtid-mode=ON");
            options.stream().filter(option -> option.startsWith("--server-id=")).forEach(serverIds::add);
        }

        assertThat(serverIds).hasSize(2);
    }

    @Test
    void flinkIsConfiguredForExactlyOnceWithoutKryo() {
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(flink.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(flink.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    }

    @Test
    void flinkIsReachedWhereItListens() {
        assertThat(services.at("jobmanager").list("ports"))
                .isEqualTo(List.of("127.0.0.1:${FLINK_PORT:-8081}:" + flink.get(RestOptions.PORT)));
        assertThat(services.entries()).containsKey(flink.get(JobManagerOptions.ADDRESS));
        for (String service : FLINK_SERVICES) {
            assertThat(services.at(service, "environment").text("JOB_MANAGER_RPC_ADDRESS"))
                    .isEqualTo(flink.get(JobManagerOptions.ADDRESS));
        }
    }

    @Test
    void checkpointsAndSavepointsOutliveTheContainers() {
        for (String folder : List.of(
                flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
                flink.get(CheckpointingOptions.SAVEPOINT_DIRECTORY))) {
            for (String service : FLINK_SERVICES) {
                assertThat(mounts(service).filter(mount -> !mount.isFile()))
                        .anyMatch(mount -> folder.startsWith("file://" + mount.target() + "/"));
            }
        }
    }

    @Test
    void flinkOpensTheSamePackagesInTestsAndInTheCluster() {
        assertThat(matches("--add-opens=\\S+UNNAMED", flink.get(CoreOptions.FLINK_JVM_OPTIONS)))
                .isEqualTo(matches("--add-opens=\\S+UNNAMED", read("pom.xml")));
    }

    @Test
    void flinkFindsItsLoggingConfiguration() {
        Set<String> files = matches("(?<=/opt/flink/conf/)\\S+", read("flink-conf/config.yaml"));

        assertThat(files).isNotEmpty();
        assertThat(files).allMatch(file -> Files.exists(Path.of("flink-conf", file)));
        assertThat(Path.of("flink-conf/log4j-console.properties")).exists();
        assertThat(Path.of("flink-conf/log4j-cli.properties")).exists();
    }

    private Stream<Mount> mounts(String service) {
        return services.at(service).list("volumes").stream().map(Mount::of);
    }

    /** The statements of the test data that are for one server. */
    private String section(String server) {
        return Stream.of(testData.split("(?m)^-- server: "))
                .filter(section -> section.startsWith(server))
                .collect(Collectors.joining());
    }

    /** SQL without what may differ between two spellings of one statement. */
    private static String compact(String sql) {
        return sql.replaceAll("[\\s`]", "");
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One entry of a service's volumes: {@code source:target[:ro]}, or the long form. */
    private record Mount(String source, String target) {

        static Mount of(Object entry) {
            if (entry instanceof Map<?, ?> mount) {
                return new Mount((String) mount.get("source"), (String) mount.get("target"));
            }
            String[] parts = ((String) entry).split(":");
            return new Mount(parts[0], parts[1]);
        }

        boolean isFile() {
            return source.startsWith("./");
        }
    }
}
