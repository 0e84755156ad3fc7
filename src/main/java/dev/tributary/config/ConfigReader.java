package dev.tributary.config;

import dev.tributary.config.SyncConfig.BatchOptions;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.JobOptions;
import dev.tributary.config.SyncConfig.MergeOptions;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.config.SyncConfig.ViewConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code sync.yaml}. */
public final class ConfigReader {

    private ConfigReader() {}

    /** Reads the file, with secrets from the environment of this process and from files. */
    public static SyncConfig read(Path file) throws ConfigurationException {
        try {
            return read(file.toString(), Files.readString(file, StandardCharsets.UTF_8), Secrets.ofProcess());
        } catch (NoSuchFileException e) {
            throw unreadable(
                    file,
                    "there is no such file; 'tributary init' writes one, and sync.example.yaml is one to copy and adapt");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text; save it as such");
        } catch (IOException e) {
            throw unreadable(
                    file, "cannot be read (" + Unreadable.reason(e) + "); name a file that this process may read");
        }
    }

    private static ConfigurationException unreadable(Path file, String message) {
        return new ConfigurationException(List.of(new Problem(file.toString(), message)));
    }

    /** @param label names the text in the problems that have no path */
    public static SyncConfig read(String label, String yaml, Secrets secrets) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        Settings root = new Settings("", YamlDocument.read(label, yaml, problems), secrets, problems);
        ConfigurationException.throwIfAny(
                problems.stream().filter(p -> p.path().equals(label)).toList());
        root.refuseUnknownKeys(Options.sections());
        JobOptions job = job(section(root, Options.JOB));
        List<Settings> tables = tables(root);
        SyncConfig config = new SyncConfig(
                job,
                serviceDatabase(root),
                clickHouse(section(root, Options.CLICKHOUSE)),
                sections(root, Options.CONNECTIONS).stream()
                        .map(ConfigReader::connection)
                        .toList(),
                tables.stream()
                        .filter(table -> !PatternReader.isPattern(table))
                        .map(TableReader::named)
                        .toList(),
                new Patterns(
                        sections(root, Options.SERVERS).stream()
                                .map(PatternReader::server)
                                .toList(),
                        tables.stream()
                                .filter(PatternReader::isPattern)
                                .map(PatternReader::table)
                                .toList(),
                        List.of()),
                sections(root, Options.VIEWS).stream().map(ConfigReader::view).toList(),
                batch(section(root, Options.BATCH)),
                merge(section(root, Options.MERGE)),
                source(section(root, Options.SOURCE), job.name()),
                schemaChanges(section(root, Options.SCHEMA_CHANGES)),
                ui(section(root, OperationOptions.UI)),
                sections(root, OperationOptions.NOTIFY).stream()
                        .map(ConfigReader::notification)
                        .toList());
        refuseDuplicates(config, tables, problems);
        if (!root.has(Options.CLICKHOUSE) && !root.has(Options.SERVICE_DATABASE)) {
            nameWhatIsMissing(root, problems);
        }
        ConfigurationException.throwIfAny(problems);
        return config;
    }

    /** A file with ClickHouse alone does for the commands that ask nobody else; one without it is a mere beginning. */
    private static void nameWhatIsMissing(Settings root, List<Problem> problems) {
        if (!root.has("connections") && !root.has("servers")) {
            problems.add(new Problem(
                    "connections",
                    "missing, as are servers; expected what is to be replicated, for example: connections: [{name: shop, host:"
                            + " mysql-1, database: shop, user: replicator, password: {env: MYSQL_PASSWORD}}]; 'tributary init'"
                            + " writes a first file by what servers have"));
        }
        if (!root.has("tables")) {
            problems.add(new Problem(
                    "tables", "missing; expected names, for example: tables: [customers, orders], or ['*']"));
        }
    }

    private static Settings section(Settings root, String name) {
        Settings section = root.section(name);
        section.refuseUnknownKeys(Options.keysOf(name));
        return section;
    }

    private static List<Settings> sections(Settings root, String list) {
        List<Settings> sections = root.sections(list.replace("[]", ""));
        Set<String> known = Options.keysOf(list);
        sections.forEach(section -> section.refuseUnknownKeys(known));
        return sections;
    }

    private static List<Settings> tables(Settings root) {
        List<Settings> tables = root.sections(Options.TABLES.replace("[]", ""), TableOptions.TABLE_SOURCE);
        tables.forEach(table -> table.refuseUnknownKeys(Options.keysOf(Options.TABLES)));
        return tables;
    }

    private static JobOptions job(Settings job) {
        return new JobOptions(
                job.get(Options.JOB_NAME),
                job.get(Options.JOB_PARALLELISM),
                job.get(Options.JOB_CHECKPOINT_INTERVAL),
                job.get(Options.JOB_WEB_PORT),
                job.get(Options.JOB_UNENCODABLE_VALUES),
                job.get(Options.JOB_OUT_OF_RANGE_DATES),
                job.get(Options.JOB_DISCOVER));
    }

    private static @Nullable ServiceDatabase serviceDatabase(Settings root) {
        if (!root.has(Options.SERVICE_DATABASE)) {
            return null;
        }
        Settings service = section(root, Options.SERVICE_DATABASE);
        String host = service.get(EndpointOptions.SERVICE_HOST);
        int port = service.get(EndpointOptions.SERVICE_PORT);
        TlsReader tls = new TlsReader(service, EndpointOptions.SERVICE_TLS_FILES);
        TlsFiles files = tls.files();
        MySqlEndpoint endpoint = new MySqlEndpoint(
                host,
                port,
                service.get(EndpointOptions.SERVICE_USER),
                service.secret(EndpointOptions.SERVICE_PASSWORD),
                tls.mode(EndpointOptions.SERVICE_TLS, files, List.of(new ServerAddress(host, port))),
                files,
                List.of());
        return new ServiceDatabase(
                endpoint,
                service.get(EndpointOptions.SERVICE_DATABASE_NAME),
                Set.copyOf(service.texts(EndpointOptions.SERVICE_ALLOWED_SECRETS)));
    }

    private static ClickHouseOptions clickHouse(Settings clickHouse) {
        String url = clickHouse.get(EndpointOptions.CLICKHOUSE_URL);
        TlsFiles files = new TlsReader(clickHouse, EndpointOptions.CLICKHOUSE_TLS_FILES).files();
        if (!files.isEmpty() && url.startsWith("http:")) {
            clickHouse.problem(
                    EndpointOptions.CLICKHOUSE_URL.name(),
                    "'" + url + "' is without TLS, beside files for it; write https://");
        }
        return new ClickHouseOptions(
                url,
                clickHouse.get(EndpointOptions.CLICKHOUSE_USER),
                clickHouse.secret(EndpointOptions.CLICKHOUSE_PASSWORD),
                files,
                clickHouse.get(EndpointOptions.CLICKHOUSE_DATABASE),
                clickHouse.get(EndpointOptions.CLICKHOUSE_STAGING_DATABASE),
                clickHouse.get(EndpointOptions.CLICKHOUSE_CONTROL_DATABASE),
                clickHouse.get(EndpointOptions.CLICKHOUSE_CONNECT_TIMEOUT),
                clickHouse.get(EndpointOptions.CLICKHOUSE_STATEMENT_TIMEOUT));
    }

    /** One connection, wherever it is configured. */
    public static ConnectionConfig connection(Settings connection) {
        MySqlEndpoint endpoint = endpoint(connection);
        return new ConnectionConfig(
                connection.get(EndpointOptions.CONNECTION_NAME),
                endpoint,
                connection.get(EndpointOptions.CONNECTION_DATABASE),
                connection.pairs(EndpointOptions.CONNECTION_CONSTANTS),
                connection.get(EndpointOptions.CONNECTION_ACTIVE));
    }

    static MySqlEndpoint endpoint(Settings connection) {
        List<ServerAddress> addresses = Addresses.read(connection);
        TlsReader tls = new TlsReader(connection, EndpointOptions.CONNECTION_TLS_FILES);
        TlsFiles files = tls.files();
        return new MySqlEndpoint(
                addresses.get(0).host(),
                addresses.get(0).port(),
                connection.get(EndpointOptions.CONNECTION_USER),
                connection.secret(EndpointOptions.CONNECTION_PASSWORD),
                tls.mode(EndpointOptions.CONNECTION_TLS, files, addresses),
                files,
                addresses.subList(1, addresses.size()));
    }

    private static ViewConfig view(Settings view) {
        return new ViewConfig(view.get(TableOptions.VIEW_NAME), view.get(TableOptions.VIEW_MIN_INTERVAL));
    }

    private static BatchOptions batch(Settings batch) {
        return new BatchOptions(
                batch.get(Options.BATCH_MAX_ROWS),
                batch.get(Options.BATCH_MAX_BYTES),
                batch.get(Options.BATCH_MAX_AGE),
                batch.get(Options.BATCH_INLINE_BYTES));
    }

    private static MergeOptions merge(Settings merge) {
        return new MergeOptions(
                merge.get(Options.MERGE_DELETE_MECHANISM),
                merge.get(Options.MERGE_PARALLELISM),
                merge.get(Options.MERGE_RETRY_TIMEOUT),
                merge.get(Options.MERGE_MAX_REMOVED_SHARE),
                merge.get(Options.MERGE_BUCKET_ROWS),
                merge.get(Options.MERGE_MAX_PARKED_COMMITS),
                merge.get(Options.MERGE_LEDGER_RETENTION));
    }

    private static SourceOptions source(Settings source, String jobName) {
        Long firstServerId = source.find(Options.SOURCE_FIRST_SERVER_ID);
        LoadLimits maxLoad = source.find(Options.SOURCE_MAX_LOAD);
        return new SourceOptions(
                source.get(Options.SOURCE_SPLIT_SIZE),
                source.get(Options.SOURCE_CONNECT_TIMEOUT),
                firstServerId == null ? ServerIds.firstOf(jobName) : firstServerId,
                source.get(Options.SOURCE_UNREACHABLE_SERVERS),
                maxLoad == null ? LoadLimits.NONE : maxLoad);
    }

    private static SchemaChangeOptions schemaChanges(Settings changes) {
        return new SchemaChangeOptions(
                changes.get(Options.ADD_COLUMN),
                changes.get(Options.DROP_COLUMN),
                changes.get(Options.RENAME_COLUMN),
                changes.get(Options.MODIFY_COLUMN),
                changes.get(Options.TRUNCATE_TABLE),
                changes.get(Options.DROP_TABLE),
                changes.get(Options.REFUSAL));
    }

    private static UiOptions ui(Settings ui) {
        return new UiOptions(ui.get(OperationOptions.UI_BIND), ui.find(OperationOptions.UI_PORT));
    }

    private static NotifyOptions notification(Settings notify) {
        return new NotifyOptions(
                notify.secretUrl(OperationOptions.NOTIFY_URL),
                notify.get(OperationOptions.NOTIFY_MIN_SEVERITY),
                Set.copyOf(notify.texts(OperationOptions.NOTIFY_KINDS)));
    }

    private static void refuseDuplicates(SyncConfig config, List<Settings> tables, List<Problem> problems) {
        String standIn = OptionType.CONNECTION_NAME.standIn();
        refuseRepeated(
                "connections[%d].name",
                config.connections().stream().map(ConnectionConfig::name).toList(), standIn, problems);
        List<String> sources = tables.stream()
                .map(table -> table.textOrEmpty(TableOptions.TABLE_SOURCE))
                .toList();
        refuseRepeated("tables[%d].source", sources, "", problems);
        refuseRepeated(
                "views[%d].name", config.views().stream().map(ViewConfig::view).toList(), "?.?", problems);
        ClickHouseOptions clickHouse = config.clickHouse();
        if (clickHouse.stagingDatabase().equals(clickHouse.controlDatabase())
                || clickHouse.stagingDatabase().equals(clickHouse.database())) {
            problems.add(new Problem(
                    "clickhouse.staging-database",
                    "'" + clickHouse.stagingDatabase()
                            + "' is also the control or the default database; give staging one of its own"));
        }
    }

    private static void refuseRepeated(String path, List<String> names, String standIn, List<Problem> problems) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Integer earlier = name.equals(standIn) ? null : first.putIfAbsent(name, i);
            if (earlier != null) {
                problems.add(new Problem(
                        String.format(path, i),
                        "'" + name + "' is the same as " + String.format(path, earlier) + "; choose another"));
            }
        }
    }
}
