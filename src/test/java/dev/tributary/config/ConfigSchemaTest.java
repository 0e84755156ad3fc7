package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors take, held against what is valid and what is not. With {@code -Dtributary.write.docs=true} it writes the file. */
class ConfigSchemaTest {

    private static final Path FILE = Path.of("sync.schema.json");
    private static final Pattern SAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ConfigSchema.json());

    @Test
    void fileIsWhatTheOptionsGive() throws IOException {
        if (Boolean.getBoolean("tributary.write.docs")) {
            Files.writeString(FILE, ConfigSchema.json());
        } else {
            assertThat(Files.readString(FILE)).isEqualTo(ConfigSchema.json());
        }
    }

    @Test
    void schemaItselfIsValid() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(JSON.readTree(ConfigSchema.json()))).isEmpty();
    }

    @Test
    void everyOptionIsInItWithItsDescription() throws IOException {
        JsonNode properties = JSON.readTree(ConfigSchema.json()).get("properties");

        for (Option<?> option : Options.ALL) {
            JsonNode section = properties.get(option.section().replace("[]", ""));
            JsonNode item = section.has("items") ? section.get("items") : section;
            JsonNode object = item.has("anyOf") ? item.get("anyOf").get(1) : item;
            assertThat(object.get("properties")
                            .get(option.name())
                            .get("description")
                            .asText())
                    .as(option.key())
                    .isEqualTo(option.description());
        }
    }

    @Test
    void exampleAndSamplesOfTheDocumentsAreValid() throws IOException {
        assertThat(messages(Files.readString(Path.of("sync.example.yaml")))).isEmpty();
        int samples = 0;
        for (Path document : documents()) {
            Matcher matcher = SAMPLE.matcher(Files.readString(document));
            while (matcher.find()) {
                String sample = matcher.group(1).replace(", …}", ", host: h, database: d, user: u}");
                if (isConfiguration(sample)) {
                    samples++;
                    assertThat(messages(withClickHouse(sample)))
                            .as(document + ":\n" + sample)
                            .isEmpty();
                }
            }
        }
        assertThat(samples).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job: {name: Shop-1}",
                "job: {paralellism: 3}",
                "job: {parallelism: 0}",
                "job: {checkpoint-interval: 10}",
                "job: {checkpoint-interval: soon}",
                "job: {unencodable-values: ignore}",
                "batch: {max-bytes: 64XB}",
                "batch: {max-bytes: 64}",
                "connections: [{name: a, database: d}]",
                "connections: {name: a}",
                "connections: [{name: a, host: h, database: d, user: u, active: perhaps}]",
                "connections: [{name: a, host: h, database: d, user: u, password: {env: A, file: b}}]",
                "servers: [{host: h, user: u}]",
                "servers: [{host: h, user: u, databases: 'shop_%'}]",
                "tables: [{target: a.b}]",
                "tables: [{source: t, merge-key: id}]",
                "tables: [{source: t, target: a.b.c}]",
                "tables: [{source: t, rows: [{equals: 1}]}]",
                "tables: [{source: t, zero-dates: {a: never}}]",
                "tables: [{source: t, cascades: maybe}]",
                "views: [{name: v}]",
                "jobs: {name: x}",
                "clickhouse: {url: 'clickhouse:9000'}",
                "clickhouse: {url: 'http://h:1', pasword: x}"
            })
    void whatIsBrokenIsRefusedAsTheReaderRefusesIt(String yaml) throws IOException {
        String whole = withClickHouse(yaml);

        assertThat(problems(whole)).isNotEmpty();
        assertThat(messages(whole)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job: {name: shops, checkpoint-interval: 500ms, web-port: 0}\nmerge:\nviews: [{name: a.b, min-interval: 0}]",
                "batch: {max-bytes: 1GB, max-age: '5 s'}",
                "connections: [{name: 1, host: h, database: 2, user: u, password: 0123, constants: {a: 1, b: true}}]",
                "tables: [orders, {source: t, rows: [{column: a, in: [1, x]}], active: false, column-types: {a: Bool}}]",
                "servers: [{hosts: [a, 'b:1'], user: u, databases: ['*'], password: {file: /p}}]"
            })
    void whatIsValidIsValidToBoth(String yaml) throws IOException {
        String whole = withClickHouse(yaml);

        assertThat(messages(whole)).isEmpty();
        assertThat(problems(whole))
                .filteredOn(problem -> !problem.contains("/p cannot be read"))
                .isEmpty();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static boolean isConfiguration(String sample) {
        return Options.sections().stream()
                .anyMatch(section -> sample.lines().anyMatch(line -> line.startsWith(section + ":")));
    }

    private static String withClickHouse(String yaml) {
        return yaml.lines().anyMatch(line -> line.startsWith("clickhouse:"))
                ? yaml
                : yaml + "\nclickhouse: {url: 'http://localhost:8123'}\n";
    }

    private static Set<ValidationMessage> messages(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.valueToTree(document));
    }

    private static List<String> problems(String yaml) {
        try {
            ConfigReader.read("test", yaml, new Secrets(Map.of()));
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
