package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.config.SourceOptions.UnreachableServers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    private static final String MINIMAL = "clickhouse: {url: 'http://localhost:8123'}\n";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NAME", "secret of NAME",
            "CLICKHOUSE_PASSWORD", "secret of CLICKHOUSE_PASSWORD",
            "MYSQL_PASSWORD", "secret of MYSQL_PASSWORD",
            "SERVICE_PASSWORD", "secret of SERVICE_PASSWORD");

    @TempDir
    private Path folder;

    @Test
    void intervalsAndParallelismThatDoNothingButHarmAreRefused() {
        for (String interval : List.of("1ms", "99ms", "2h", "10")) {
            assertThat(problems(MINIMAL + "job: {checkpoint-interval: " + interval + "}"))
                    .singleElement()
                    .asString()
                    .startsWith("job.checkpoint-interval: '" + interval + "'")
                    .contains("from 100ms to 1h");
        }
        assertThat(problems(MINIMAL + "job: {parallelism: 500}"))
                .singleElement()
                .asString()
                .contains("a whole number from 1 to 256");
    }

    @Test
    void webhooksAreReadAndTheirAddressesAreNeverShown() throws Exception {
        SyncConfig config = read(MINIMAL + "notify: [{url: 'https://hooks.example/hunter2'},"
                + " {url: 'http://127.0.0.1:1/x', min-severity: error, kinds: [failed, set aside]}]\nui: {port: 0}\n");

        assertThat(config.notifications().get(0).minimumSeverity()).isEqualTo(NotifyOptions.MinimumSeverity.WARNING);
        assertThat(config.notifications().get(1).kinds()).containsExactlyInAnyOrder("failed", "set aside");
        assertThat(config.notifications().toString()).doesNotContain("hunter2");
        assertThat(config.ui()).isEqualTo(new UiOptions("127.0.0.1", 0));
        assertThat(problems(MINIMAL + "notify: [{url: 'ftp://hunter2'}, {kinds: [everything]}, {url: {env: NAME}}]"))
                .hasSize(4)
                .noneMatch(problem -> problem.contains("hunter2") || problem.contains("secret of"))
                .anyMatch(problem -> problem.startsWith("notify[0].url: expected an address that begins with http://"))
                .anyMatch(problem -> problem.startsWith("notify[1].url: missing"))
                .anyMatch(problem -> problem.startsWith("notify[1].kinds[0]: 'everything' is not valid"));
    }

    @Test
    void exampleIsValid() throws Exception {
        SyncConfig config = read(Files.readString(Path.of("sync.example.yaml")));

        assertThat(config.connections())
                .extracting(SyncConfig.ConnectionConfig::name)
                .containsExactly("shop_de", "shop_fr", "shop_us");
        assertThat(config.tables().get(2).mergeKey()).containsExactly("order_id", "line");
        assertThat(config.clickHouse().password()).isEqualTo(Secret.ofEnvironment("CLICKHOUSE_PASSWORD"));
    }

    @Test
    void defaultsFillWhatIsLeftOut() throws Exception {
        SyncConfig config = read(MINIMAL);

        assertThat(config.job())
                .isEqualTo(new SyncConfig.JobOptions(
                        "tributary",
                        2,
                        Duration.ofSeconds(10),
                        8081,
                        UnencodablePolicy.SET_ASIDE,
                        RangePolicy.AUTO,
                        Duration.ZERO));
        assertThat(config.batch())
                .isEqualTo(new SyncConfig.BatchOptions(100_000, 64 << 20, Duration.ofSeconds(5), 8 << 10));
        assertThat(config.merge())
                .isEqualTo(new SyncConfig.MergeOptions(
                        DeleteMechanism.AUTO, 4, Duration.ofMinutes(5), 50, 2_000_000, 2_000, Duration.ofHours(2_160)));
        assertThat(config.source())
                .isEqualTo(new SourceOptions(
                        40_000,
                        Duration.ofSeconds(10),
                        ServerIds.firstOf("tributary"),
                        UnreachableServers.FAIL,
                        LoadLimits.NONE));
        assertThat(config.schemaChanges())
                .isEqualTo(new SchemaChangeOptions(
                        Policy.APPLY,
                        Policy.IGNORE,
                        Policy.APPLY,
                        Policy.APPLY,
                        Policy.APPLY,
                        Policy.IGNORE,
                        Refusal.RESYNC));
        assertThat(config.serviceDatabase()).isNull();
    }

    @Test
    void allProblemsAreReportedAtOnceWithPathAndValue() {
        assertThat(problems("""
                        jobs: {name: x}
                        job: {name: Shop-1, paralellism: 3, checkpoint-interval: soon, web-port: 99999}
                        clickhouse: {url: 'clickhouse:9000', pasword: x}
                        connections:
                          - {name: a, host: h, database: d}
                          - {name: a, host: h, port: many, database: d, user: u, active: perhaps}
                          - just a text
                        tables:
                          - {source: t, merge-key: id}
                          - {source: t, merge-key: [id, [x]]}
                          - {target: a.b.c}
                        views: {name: v}
                        batch: {max-bytes: 64XB}
                        """))
                .containsExactly(
                        "jobs: unknown key; did you mean 'job'?",
                        "job.paralellism: unknown key; did you mean 'parallelism'?",
                        "job.name: 'Shop-1' is not valid; expected up to 64 lower-case letters and digits in words joined by single underscores",
                        "job.checkpoint-interval: 'soon' is not valid; expected a duration from 100ms to 1h, like '10s'",
                        "job.web-port: '99999' is not valid; expected a whole number from 0 to 65535",
                        "clickhouse.pasword: unknown key; did you mean 'password'?",
                        "clickhouse.url: 'clickhouse:9000' is not valid; expected the HTTP interface, like 'http://clickhouse:8123', user and password in keys of their own",
                        "connections[2]: expected keys and values, not 'just a text'",
                        "connections[0].user: missing; expected a text: The account to use; one and the same for all databases of a server.",
                        "connections[1].port: 'many' is not valid; expected a whole number from 1 to 65535",
                        "connections[1].active: 'perhaps' is not valid; expected true or false",
                        "tables[0].merge-key: expected a list of columns like [id, part], not 'id'",
                        "tables[1].merge-key[1]: expected a text, not a list",
                        "tables[2].source: missing; expected a table: The table's name, the same in every database, or a pattern"
                                + " of names. A text in the entry's place is its `source`.",
                        "tables[2].target: 'a.b.c' is not valid; expected 'table' or 'database.table' without spaces or backticks",
                        "views: expected a list, each item with '- ' before its first key, not keys and values",
                        "batch.max-bytes: '64XB' is not valid; expected a size above 0 like '512KB', '64MB' or '1GB'",
                        "connections[1].name: 'a' is the same as connections[0].name; choose another",
                        "tables[1].source: 't' is the same as tables[0].source; choose another");
    }

    @Test
    void aKeyWrittenTwiceIsNamedWithItsLines() {
        assertThat(problems(MINIMAL + "job: {name: a}\njob: {name: b}\nbatch:\n  max-rows: 1\n  max-rows: 2\n"))
                .containsExactly(
                        "job: the key stands twice, in lines 2 and 3; remove one",
                        "batch.max-rows: the key stands twice, in lines 5 and 6; remove one");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThat(problems("job: {name: a\nbatch: 1"))
                .singleElement()
                .asString()
                .startsWith("test.yaml: not YAML in line 2");
    }

    @Test
    void anEmptyFileIsToldAllThatItNeeds() {
        for (String empty : List.of("", "{}", "null", "# nothing yet", "job: {name: a}")) {
            assertThat(problems(empty))
                    .as(empty)
                    .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                    .containsExactly("clickhouse.url", "connections", "tables");
        }
        assertThat(problems("service-database: {host: h, database: d, user: u}"))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly("clickhouse.url");
    }

    @Test
    void aliasesStandForWhatTheyNameAndNeverForThemselves() {
        assertThat(problems(MINIMAL + "batch: &b {max-rows: *b}\n"))
                .containsExactly("batch.max-rows: contains itself, by an alias; write out what it shall hold");
        assertThat(problems(MINIMAL + "tables: &t [*t]\n"))
                .anySatisfy(problem -> assertThat(problem).startsWith("tables[0]: contains itself"));
        assertThat(problems(MINIMAL + "connections: [{<<: {host: h}, name: a, host: h, database: d, user: u}]\n"))
                .singleElement()
                .asString()
                .startsWith("connections[0]: merge keys ('<<' in line 2) are not followed; write the keys out");
    }

    @Test
    void aliasesThatMultiplyAreCutOff() {
        StringBuilder text = new StringBuilder(MINIMAL + "tables:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            text.append("  - &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("x]\n");
        }

        assertThat(problems(text.toString()))
                .anySatisfy(
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "test.yaml: stands for more than 1000000 values, by aliases of aliases; write them out"));
    }

    @Test
    void missingFileIsAProblem() {
        ConfigurationException failure = catchThrowableOfType(
                ConfigurationException.class, () -> ConfigReader.read(folder.resolve("sync.yaml")));

        assertThat(failure).hasMessageContaining("there is no such file; 'tributary init' writes one");
    }

    @Test
    void secretsComeFromEnvironmentAndFiles() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "from file\n");

        assertThat(passwordOf("{env: NAME}")).isEqualTo("secret of NAME");
        assertThat(passwordOf("{file: '" + file + "'}")).isEqualTo("from file");
        assertThat(passwordOf("0123")).isEqualTo("0123");
        assertThat(passwordOf("''")).isEmpty();
    }

    @Test
    void missingSecretsAreNamedWithoutContent() throws IOException {
        assertThat(problems("clickhouse: {url: 'http://c:8123', password: {env: MISSING}}"))
                .containsExactly("clickhouse.password: the environment variable MISSING is not set;"
                        + " set it for this process");
        assertThat(problems("clickhouse: {url: 'http://c:8123', password: {file: /nowhere/secret}}"))
                .containsExactly("clickhouse.password: the file /nowhere/secret cannot be read (there is none);"
                        + " create it, readable for this process");
        assertThat(problems("clickhouse: {url: 'http://c:8123', password: [hunter2]}"))
                .containsExactly("clickhouse.password: expected a text, {env: NAME} or {file: /path}");
    }

    @Test
    void configurationShowsNoSecret() throws Exception {
        SyncConfig config = read("clickhouse: {url: 'http://c:8123', password: hunter2}");

        assertThat(config.toString()).doesNotContain("hunter2");
    }

    @Test
    void aFileIsReadWhenItsSecretIsUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        Secret secret = read("clickhouse: {url: 'http://c:8123', password: {file: '" + file + "'}}")
                .clickHouse()
                .password();
        assertThat(secret.reveal()).isEqualTo("old");

        Files.writeString(file, "new");

        assertThat(secret.reveal()).isEqualTo("new");
        assertThat(secret.toString()).isEqualTo("file:" + file);
        Files.delete(file);
        assertThatThrownBy(secret::reveal).isInstanceOf(SecretUnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'host: mysql', REQUIRED",
        "'host: localhost', PREFERRED",
        "'host: 127.0.0.1', PREFERRED",
        "'hosts: [\"::1\", 127.0.1.1]', PREFERRED",
        "'hosts: [localhost, mysql]', REQUIRED",
        "'host: 127.example.org, tls: preferred', PREFERRED",
        "'host: mysql, tls: disabled', DISABLED",
        "'host: localhost, tls-ca: CA', VERIFY_CA",
        "'host: mysql, tls: verify-identity, tls-ca: CA', VERIFY_IDENTITY"
    })
    void tlsIsRequiredBeyondThisMachineUnlessItIsSaidOtherwise(String host, TlsMode mode) throws Exception {
        String authority = TestCertificates.authority(folder).toString();

        SyncConfig config = read(MINIMAL + "connections: [{name: a, database: d, user: u, "
                + host.replace("CA", "'" + authority + "'") + "}]");

        assertThat(config.connections().get(0).endpoint().tls()).isEqualTo(mode);
    }

    @Test
    void filesThatTlsWouldNotUseAreRefused() throws Exception {
        String ca = TestCertificates.authority(folder).toString();
        Path text = Files.writeString(folder.resolve("text"), "no certificate");

        assertThat(problems(("""
                        clickhouse: {url: 'http://c:8123', tls-ca: CA}
                        service-database: {host: h, database: d, user: u, tls: required, tls-ca: CA}
                        connections:
                          - {name: a, host: h, database: d, user: u, tls: disabled, tls-ca: CA}
                          - {name: b, host: h, database: d, user: u, tls-key: CA}
                          - {name: c, host: h, database: d, user: u, tls-ca: /nowhere}
                          - {name: d, host: h, database: d, user: u, tls-ca: TEXT}
                          - {name: e, host: h, database: d, user: u, tls-certificate: CA, tls-key: TEXT}
                        """).replace("CA", ca).replace("TEXT", text.toString())))
                .containsExactly(
                        "service-database.tls-ca: is of no use with tls: required, which verifies no certificate; choose"
                                + " verify-ca or verify-identity",
                        "clickhouse.url: 'http://c:8123' is without TLS, beside files for it; write https://",
                        "connections[0].tls-ca: is of no use with tls: disabled, which verifies no certificate; choose"
                                + " verify-ca or verify-identity",
                        "connections[1].tls-key: stands without tls-certificate; give both, or none",
                        "connections[2].tls-ca: the file /nowhere cannot be read (there is none); create it,"
                                + " readable for this process",
                        "connections[3].tls-ca: the file " + text + " holds no certificate in PEM form",
                        "connections[4].tls-certificate: the file " + text + " holds no private key in PEM form that is"
                                + " not encrypted; convert it by 'openssl pkcs8 -topk8 -nocrypt'");
    }

    @Test
    void aPasswordInAUrlIsNotShown() {
        assertThat(problems("clickhouse: {url: 'http://default:hunter2@c:8123'}"))
                .singleElement()
                .asString()
                .startsWith("clickhouse.url: 'http://********@c:8123' is not valid")
                .doesNotContain("hunter2");
    }

    @Test
    void whatMayBeASecretIsNotShown() {
        assertThat(problems("""
                        clickhouse: {url: 'http://c:8123/?user=u&password=hunter2', password: {env: 'hunter2!'}}
                        connections:
                          - {name: a, host: 'u:hunter2@h', database: d, user: u}
                        notify: [https://hooks/hunter2]
                        """))
                .hasSize(4)
                .noneSatisfy(problem -> assertThat(problem).contains("hunter2"));
        assertThat(problems(MINIMAL + "notify: https://hooks/hunter2"))
                .containsExactly(
                        "notify: expected a list, each item with" + " '- ' before its first key, not an address");
    }

    @Test
    void aHostIsANameOrAnAddressAlone() {
        for (String host : List.of("h:3307", "mysql://h", "'[::1]'", "u@h", "h/db")) {
            assertThat(problems(MINIMAL + "connections: [{name: a, host: " + host + ", database: d, user: u}]"))
                    .singleElement()
                    .asString()
                    .contains("is not valid; expected a host name or an address, without brackets and zone");
        }
        for (String host : List.of("mysql-1", "10.0.0.1", "'::1'", "'2001:db8::7'")) {
            assertThat(problems("connections: [{name: a, host: " + host + ", database: d, user: u}]"))
                    .noneSatisfy(problem -> assertThat(problem).startsWith("connections[0].host"));
        }
    }

    @Test
    void aTextThatReadsLikeAReferenceIsRefused() throws Exception {
        for (String text : List.of("env:NAME", "file:/run/secret", "'${NAME}'")) {
            assertThat(problems("clickhouse: {url: 'http://c:8123', password: " + text + "}"))
                    .containsExactly("clickhouse.password: reads like a reference, but is a text; write {env: NAME} or"
                            + " {file: /path}, also if the secret does read so");
        }
        assertThat(passwordOf("$ecret")).isEqualTo("$ecret");
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("sync.yaml"), new byte[] {(byte) 0xff, 0, 1});

        assertThat(catchThrowableOfType(ConfigurationException.class, () -> ConfigReader.read(file)))
                .hasMessageContaining("is not UTF-8 text; save it as such");
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> ConfigReader.read(folder)))
                .hasMessageContaining("cannot be read (Is a directory)");
    }

    @Test
    void aSizeHasAUnit() {
        assertThat(problems(MINIMAL + "batch: {max-bytes: 64}"))
                .singleElement()
                .asString()
                .startsWith("batch.max-bytes: '64' is not valid; expected a size above 0 like '512KB'");
    }

    @Test
    void jobsOfDifferentNamesRegisterByDifferentServerIds() throws Exception {
        long one = read(MINIMAL + "job: {name: one}").source().firstServerId();
        long two = read(MINIMAL + "job: {name: two}").source().firstServerId();

        assertThat(Math.abs(one - two)).isGreaterThanOrEqualTo(10_000);
        assertThat(List.of(one, two)).allMatch(id -> id >= 100_000 && id <= 4_294_967_295L - 10_000);
        assertThat(read(MINIMAL + "source: {first-server-id: 7}").source().firstServerId())
                .isEqualTo(7);
    }

    @Test
    void stagingNeedsADatabaseOfItsOwn() {
        assertThat(problems("clickhouse: {url: 'http://c:8123', staging-database: default}"))
                .singleElement()
                .asString()
                .startsWith("clickhouse.staging-database: 'default' is also");
    }

    @ParameterizedTest
    @CsvSource({"100ms, 100", "10s, 10000", "5m, 300000", "2h, 7200000", "1 s, 1000"})
    void durationsHaveUnits(String text, long millis) throws Exception {
        assertThat(read(MINIMAL + "batch: {max-age: " + text + "}").batch().maxAge())
                .hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"1024B, 1024", "512KB, 524288", "64mb, 67108864", "1GB, 1073741824"})
    void sizesHaveUnits(String text, long bytes) throws Exception {
        assertThat(read(MINIMAL + "batch: {max-bytes: " + text + "}").batch().maxBytes())
                .isEqualTo(bytes);
    }

    private static String passwordOf(String yaml) throws ConfigurationException {
        return new Secrets(ENVIRONMENT)
                .resolve(read("clickhouse: {url: 'http://c:8123', password: " + yaml + "}")
                        .clickHouse()
                        .password());
    }

    private static SyncConfig read(String yaml) throws ConfigurationException {
        return ConfigReader.read("test.yaml", yaml, new Secrets(ENVIRONMENT));
    }

    private static List<String> problems(String yaml) {
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, () -> read(yaml));
        return failure.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void columnsAreExcludedAndTheirTypesChosen() throws Exception {
        SyncConfig config = read(
                MINIMAL + "tables: [{source: t, exclude-columns: [a], column-types: {b: Bool, c: Array(String)}}]");

        assertThat(config.tables().get(0).overrides().excluded()).containsExactly("a");
        assertThat(config.tables().get(0).overrides().types())
                .containsExactlyInAnyOrderEntriesOf(Map.of("b", "Bool", "c", "Array(String)"));
        assertThat(problems(MINIMAL
                        + "tables: [{source: t, column-types: [b]}, {source: u, column-types: {c: [x], d: ''}}]"))
                .containsExactly(
                        "tables[0].column-types: expected columns and their types like {flag: Bool}, not a list",
                        "tables[1].column-types.c: expected a text, not a list",
                        "tables[1].column-types.d: '' is not valid; expected a ClickHouse type");
    }

    @Test
    void columnsAreRenamedAndAddedAndRowsChosen() throws Exception {
        SyncConfig config = read(MINIMAL + """
                connections: [{name: a, host: h, database: d, user: u, constants: {country: DE}}]
                tables:
                  - source: t
                    rename-columns: {nm: name}
                    constants: {country: ''}
                    rows: [{column: a, in: [x, '']}, {column: b, above: 1, at-most: 2.5}, {column: c, is-null: false}]
                """);

        assertThat(config.connections().get(0).constants()).containsExactly(Map.entry("country", "DE"));
        Overrides overrides = config.tables().get(0).overrides();
        assertThat(overrides.names()).containsExactly(Map.entry("nm", "name"));
        assertThat(overrides.constants()).containsExactly(Map.entry("country", ""));
        assertThat(overrides.filter())
                .containsExactly(
                        new RowCondition("a", Comparison.IN, List.of("x", "")),
                        new RowCondition("b", Comparison.ABOVE, List.of("1")),
                        new RowCondition("b", Comparison.AT_MOST, List.of("2.5")),
                        new RowCondition("c", Comparison.IS_NOT_NULL, List.of()));
    }

    @Test
    void datesBeyondTheRangeHaveAPolicyPerColumnAndPerJob() throws Exception {
        Column date = new Column("d", MySqlType.parse("date"), false);
        Column other = new Column("e", MySqlType.parse("datetime"), false);
        Column stamp = new Column("s", MySqlType.parse("timestamp"), false);
        String tables = "tables: [{source: t, out-of-range-dates: {d: clamp}}]";
        Overrides usual = read(MINIMAL + tables).tables().get(0).overrides();
        Overrides ofJob = read(MINIMAL + "job: {out-of-range-dates: text}\n" + tables)
                .tables()
                .get(0)
                .overrides();

        assertThat(List.of(usual.rangePolicy(date), usual.rangePolicy(other)))
                .containsExactly(RangePolicy.CLAMP, RangePolicy.AUTO);
        assertThat(List.of(ofJob.rangePolicy(date), ofJob.rangePolicy(other), ofJob.rangePolicy(stamp)))
                .containsExactly(RangePolicy.CLAMP, RangePolicy.TEXT, RangePolicy.AUTO);
        assertThat(ofJob.chosenType(other)).isEqualTo("String");
        assertThat(ofJob.chosenType(stamp)).isNull();
        assertThat(problems(MINIMAL + "tables: [{source: t, out-of-range-dates: {d: never, e: 1970-01-01}}]"))
                .hasSize(2);
    }

    @Test
    void conditionsThatSayNothingAreRefused() {
        assertThat(
                        problems(
                                MINIMAL
                                        + "tables: [{source: t, rows: [{column: a}, {column: b, equal: 1}, {in: [1]}, {column: c, in: x}]}]"))
                .containsExactly(
                        "tables[0].rows[0].column: 'a' is compared with nothing; add a key like equals, in or is-null",
                        "tables[0].rows[1].equal: unknown key; did you mean 'equals'?",
                        "tables[0].rows[1].column: 'b' is compared with nothing; add a key like equals, in or is-null",
                        "tables[0].rows[2].column: missing; expected a text: A column of the source table, in every database.",
                        "tables[0].rows[3].in: expected a list of values like [id, part], not 'x'");
    }

    @Test
    void aConnectionHasOneHostOrSeveral() throws Exception {
        SyncConfig config = read(MINIMAL + """
                connections:
                  - {name: a, host: one, port: 3307, database: d, user: u}
                  - {name: b, hosts: [one, 'two:3308', '[::1]:3309'], port: 3307, database: d, user: u}
                """);

        assertThat(config.connections().get(0).endpoint().addresses()).containsExactly(new ServerAddress("one", 3307));
        assertThat(config.connections().get(1).endpoint().addresses())
                .containsExactly(
                        new ServerAddress("one", 3307), new ServerAddress("two", 3308), new ServerAddress("::1", 3309));
        assertThat(config.connections()
                        .get(1)
                        .endpoint()
                        .at(new ServerAddress("two", 3308))
                        .addresses())
                .containsExactly(new ServerAddress("two", 3308));
    }

    @Test
    void allThatIsWrongWithHostsIsNamedAtOnce() {
        assertThat(problems(MINIMAL + """
                connections:
                  - {name: a, database: d, user: u}
                  - {name: b, host: h, hosts: [i], database: d, user: u}
                  - {name: c, hosts: [], database: d, user: u}
                  - {name: d, hosts: [h, 'H:3306', 'i:0', h], database: d, user: u}
                  - {name: e, hosts: h, database: d, user: u}
                """))
                .containsExactly(
                        "connections[0].host: missing; expected a host, or several servers in hosts",
                        "connections[1].hosts: stands beside host; name all servers in hosts, and remove host",
                        "connections[2].hosts: names no server; name at least one",
                        "connections[3].hosts[2]: 'i:0' is not valid; expected " + ServerAddress.EXPECTED,
                        "connections[3].hosts[3]: 'h' is named twice; remove one",
                        "connections[3].hosts: 'H:3306' is named twice; remove one",
                        "connections[4].hosts: expected a list of hosts like [mysql-1, mysql-2], not 'h'");
    }
}
