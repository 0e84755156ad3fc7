package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.required;
import static dev.tributary.config.Option.withDefault;

import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.config.SyncConfig.Cascades;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.config.SyncConfig.UnreachableServers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every option of {@code sync.yaml}, once: key, type, default, description. The documentation is tested against it. */
final class Options {

    static final String JOB = "job";
    static final String SERVICE_DATABASE = "service-database";
    static final String CLICKHOUSE = "clickhouse";
    static final String CONNECTIONS = "connections[]";
    static final String TABLES = "tables[]";
    static final String VIEWS = "views[]";
    static final String BATCH = "batch";
    static final String MERGE = "merge";
    static final String SOURCE = "source";
    static final String SCHEMA_CHANGES = "schema-changes";

    private static final OptionType<TlsMode> TLS = OptionType.choice(TlsMode.class);

    private static final String TLS_MEANING =
            "How the connection uses TLS; left out: `verify-ca` with `tls-ca`, else `required`, and on loopback `preferred`.";

    static final Option<String> JOB_NAME = withDefault(
            JOB,
            "name",
            OptionType.JOB_NAME,
            "tributary",
            "The job's identity; its staging tables and ledger rows carry it. Two jobs on one ClickHouse need two names.");
    static final Option<Integer> JOB_PARALLELISM = withDefault(
            JOB,
            "parallelism",
            OptionType.PARALLELISM,
            "2",
            "Parallel instances of each operator, and snapshot readers.");
    static final Option<Duration> JOB_CHECKPOINT_INTERVAL = withDefault(
            JOB,
            "checkpoint-interval",
            OptionType.DURATION,
            "10s",
            "Time between two checkpoints; each one commits to ClickHouse, so this bounds the latency.");
    static final Option<Integer> JOB_WEB_PORT = withDefault(
            JOB,
            "web-port",
            OptionType.PORT_OR_ANY,
            "8081",
            "Flink's web interface with `run --local`; 0: any free port.");
    static final Option<UnencodablePolicy> JOB_UNENCODABLE_VALUES = withDefault(
            JOB,
            "unencodable-values",
            OptionType.choice(UnencodablePolicy.class),
            "fail",
            "What happens to a row with a value that its target's type cannot hold: the job fails, or the row goes to the "
                    + "dead letters and the job goes on.");

    static final Option<String> SERVICE_HOST =
            required(SERVICE_DATABASE, "host", OptionType.HOST, "The MySQL server of the service database.");
    static final Option<Integer> SERVICE_PORT =
            withDefault(SERVICE_DATABASE, "port", OptionType.PORT, "3306", "Its port.");
    static final Option<String> SERVICE_DATABASE_NAME = required(
            SERVICE_DATABASE,
            "database",
            OptionType.DATABASE,
            "The database with `connections`, `sync_tables` and `sync_results`.");
    static final Option<String> SERVICE_USER =
            required(SERVICE_DATABASE, "user", OptionType.TEXT, "The account to use there.");
    static final Option<Secret> SERVICE_PASSWORD =
            withDefault(SERVICE_DATABASE, "password", OptionType.SECRET, "", "Its password.");
    static final Option<String> SERVICE_ALLOWED_SECRETS = optional(
            SERVICE_DATABASE,
            "allowed-secrets",
            OptionType.REFERENCES,
            "What passwords in the service database may refer to, `[env:NAME, file:/path]`; left out: nothing. Whoever can write"
                    + " there chooses the host that a secret is sent to.");
    static final Option<TlsMode> SERVICE_TLS = optional(SERVICE_DATABASE, "tls", TLS, TLS_MEANING);
    static final TlsReader.Keys SERVICE_TLS_FILES = tlsFiles(SERVICE_DATABASE);

    static final Option<String> CLICKHOUSE_URL =
            required(CLICKHOUSE, "url", OptionType.HTTP_URL, "ClickHouse's HTTP interface, `http://host:8123`.");
    static final Option<String> CLICKHOUSE_USER =
            withDefault(CLICKHOUSE, "user", OptionType.TEXT, "default", "The account to use there.");
    static final Option<Secret> CLICKHOUSE_PASSWORD =
            withDefault(CLICKHOUSE, "password", OptionType.SECRET, "", "Its password.");
    static final TlsReader.Keys CLICKHOUSE_TLS_FILES = tlsFiles(CLICKHOUSE);
    static final Option<String> CLICKHOUSE_DATABASE = withDefault(
            CLICKHOUSE,
            "database",
            OptionType.DATABASE,
            "default",
            "Where targets go whose name has no database of its own.");
    static final Option<String> CLICKHOUSE_STAGING_DATABASE = withDefault(
            CLICKHOUSE,
            "staging-database",
            OptionType.DATABASE,
            "tributary_staging",
            "Where rows wait for their checkpoint. It holds nothing but the jobs' own staging tables.");
    static final Option<String> CLICKHOUSE_CONTROL_DATABASE = withDefault(
            CLICKHOUSE,
            "control-database",
            OptionType.DATABASE,
            "tributary",
            "Where the ledger of commits and the dead letters are kept.");

    static final Option<String> CONNECTION_NAME = required(
            CONNECTIONS,
            "name",
            OptionType.CONNECTION_NAME,
            "Unique and stable; the value of `_source_database` in every row.");
    static final Option<String> CONNECTION_HOST =
            optional(CONNECTIONS, "host", OptionType.HOST, "The MySQL server; required, unless `hosts` names several.");
    static final Option<String> CONNECTION_HOSTS = optional(
            CONNECTIONS,
            "hosts",
            OptionType.HOSTS,
            "In place of `host`: the servers of one replication history, `host` or `host:port`, in the order in which they are"
                    + " tried. The first one names the source, so it stays the first.");
    static final Option<Integer> CONNECTION_PORT =
            withDefault(CONNECTIONS, "port", OptionType.PORT, "3306", "Its port.");
    static final Option<String> CONNECTION_DATABASE =
            required(CONNECTIONS, "database", OptionType.DATABASE, "The database to replicate.");
    static final Option<String> CONNECTION_USER = required(
            CONNECTIONS,
            "user",
            OptionType.TEXT,
            "The account to use; one and the same for all databases of a server.");
    static final Option<Secret> CONNECTION_PASSWORD =
            withDefault(CONNECTIONS, "password", OptionType.SECRET, "", "Its password.");
    static final Option<TlsMode> CONNECTION_TLS = optional(CONNECTIONS, "tls", TLS, TLS_MEANING);
    static final TlsReader.Keys CONNECTION_TLS_FILES = tlsFiles(CONNECTIONS);
    static final Option<String> CONNECTION_CONSTANTS = optional(
            CONNECTIONS,
            "constants",
            OptionType.COLUMN_VALUES,
            "Values for the constant columns of the tables, `{column: value}`, in the rows of this connection.");
    static final Option<Boolean> CONNECTION_ACTIVE = withDefault(
            CONNECTIONS, "active", OptionType.BOOLEAN, "true", "`false` leaves the connection out of the run.");

    static final Option<String> TABLE_SOURCE =
            required(TABLES, "source", OptionType.TABLE, "The table's name, the same in every database.");
    static final Option<String> TABLE_TARGET = optional(
            TABLES,
            "target",
            OptionType.TABLE_OR_QUALIFIED,
            "`table` or `database.table` in ClickHouse; left out: the source's name in `clickhouse.database`.");
    static final Option<String> TABLE_MERGE_KEY = optional(
            TABLES,
            "merge-key",
            OptionType.COLUMNS,
            "The columns that identify a row; left out: the primary key, else the first unique key without nullable "
                    + "columns. It must hold all columns of one of these.");
    static final Option<String> TABLE_EXCLUDE_COLUMNS = optional(
            TABLES,
            "exclude-columns",
            OptionType.COLUMNS,
            "Columns that are left out of the target; a dead letter leaves them out too.");
    static final Option<String> TABLE_COLUMN_TYPES = optional(
            TABLES,
            "column-types",
            OptionType.COLUMN_TYPE,
            "ClickHouse types in place of the usual ones, `{column: type}`; [types.md](types.md) says which can be chosen.");
    static final Option<String> TABLE_RENAME_COLUMNS = optional(
            TABLES,
            "rename-columns",
            OptionType.COLUMN_NAMES,
            "Columns that are called otherwise in the target, `{source: target}`.");
    static final Option<String> TABLE_CONSTANTS = optional(
            TABLES,
            "constants",
            OptionType.COLUMN_VALUES,
            "Columns that the target has beyond those of the source, `{column: value}`, the same in every row; a connection"
                    + " can have another value. `LowCardinality(String)`, or what `column-types` says.");
    static final Option<String> TABLE_ZERO_DATES = optional(
            TABLES,
            "zero-dates",
            OptionType.ZERO_DATES,
            "What becomes of dates that are none, `{column: policy}`: see [types.md](types.md#dates-that-are-none).");
    static final Option<String> TABLE_ROWS = optional(
            TABLES,
            "rows",
            OptionType.CONDITIONS,
            "Only the rows that meet all of these conditions are replicated; left out: all rows.");
    static final Option<Cascades> TABLE_CASCADES = withDefault(
            TABLES,
            "cascades",
            OptionType.choice(Cascades.class),
            "refuse",
            "What is done about a foreign key with `CASCADE`, `SET NULL` or `SET DEFAULT`, by which rows of this table change without"
                    + " an event in the binlog: see [below](#foreign-keys-that-change-rows).");
    static final Option<Boolean> TABLE_ACTIVE =
            withDefault(TABLES, "active", OptionType.BOOLEAN, "true", "`false` leaves the table out of the run.");

    static final Option<String> VIEW_NAME = required(
            VIEWS,
            "name",
            OptionType.QUALIFIED,
            "A refreshable materialized view, `database.view`, to refresh after commits of the tables that it reads.");
    static final Option<Duration> VIEW_MIN_INTERVAL = withDefault(
            VIEWS, "min-interval", OptionType.DURATION_OR_NONE, "10s", "The shortest time between two refreshes.");

    static final Option<Integer> BATCH_MAX_ROWS = withDefault(
            BATCH, "max-rows", OptionType.COUNT, "100000", "A batch is closed when it holds this many rows.");
    static final Option<Long> BATCH_MAX_BYTES = withDefault(
            BATCH, "max-bytes", OptionType.SIZE, "64MB", "A batch is closed when it holds this many bytes.");
    static final Option<Duration> BATCH_MAX_AGE = withDefault(
            BATCH,
            "max-age",
            OptionType.DURATION,
            "5s",
            "A batch is closed when it has been open this long, and at every checkpoint.");

    static final Option<Long> BATCH_INLINE_BYTES = withDefault(
            BATCH,
            "inline-bytes",
            OptionType.SIZE,
            "8KB",
            "A target's rows of one checkpoint, as far as they are no more than this for each writer, are kept in the checkpoint "
                    + "instead of a staging table, which costs more than so few rows do. At most 64KB are useful.");

    static final Option<DeleteMechanism> MERGE_DELETE_MECHANISM = withDefault(
            MERGE,
            "delete-mechanism",
            OptionType.choice(DeleteMechanism.class),
            "auto",
            "How the merge deletes old rows: by patch parts (ClickHouse 25.8 or newer, fast), or by a lightweight "
                    + "mutation (any version from 24.8, slower). `auto` takes the first where server and table allow it.");
    static final Option<Integer> MERGE_PARALLELISM = withDefault(
            MERGE, "parallelism", OptionType.PARALLELISM, "4", "How many targets are merged at the same time.");
    static final Option<Duration> MERGE_RETRY_TIMEOUT = withDefault(
            MERGE,
            "retry-timeout",
            OptionType.DURATION,
            "5m",
            "How long a passing failure of ClickHouse is retried before the job fails and restarts.");
    static final Option<Integer> MERGE_MAX_REMOVED_SHARE = withDefault(
            MERGE,
            "max-removed-share",
            OptionType.PERCENT,
            "50",
            "Which share of a source database's rows in a target, in percent, a complete snapshot may remove because it did "
                    + "not find them. More is refused before anything is removed: most likely the host is the wrong one, or "
                    + "being restored. To confirm it, set 100 for one run. Targets with fewer than 5000 rows of the database "
                    + "are not checked.");

    static final Option<Integer> SOURCE_SPLIT_SIZE = withDefault(
            SOURCE,
            "split-size",
            OptionType.COUNT,
            "40000",
            "Rows per chunk of a snapshot; fewer where a chunk would have more than about 64 MB.");
    static final Option<Duration> SOURCE_CONNECT_TIMEOUT = withDefault(
            SOURCE, "connect-timeout", OptionType.DURATION, "10s", "How long to wait for a MySQL server to answer.");
    static final Option<Long> SOURCE_FIRST_SERVER_ID = optional(
            SOURCE,
            "first-server-id",
            OptionType.SERVER_ID,
            "Readers register at the MySQL servers as replicas with ids from here upwards, per server "
                    + "`job.parallelism` + 16 of them. No other replica may use them. Left out: a number that follows from `job.name`,"
                    + " so that jobs of different names have different ones.");
    static final Option<UnreachableServers> SOURCE_UNREACHABLE_SERVERS = withDefault(
            SOURCE,
            "unreachable-servers",
            OptionType.choice(UnreachableServers.class),
            "fail",
            "What becomes of a start while a MySQL server is away: `fail` refuses it; `assume` takes that server's tables to be"
                    + " like those of the others and reads it when it comes.");

    static final Option<Policy> ADD_COLUMN = policy(
            "add-column",
            "apply",
            "`ADD COLUMN` with a default: `apply` fills it into that database's rows, `ignore` leaves NULL there, `fail` refuses the"
                    + " statement.");
    static final Option<Policy> DROP_COLUMN = policy(
            "drop-column",
            "ignore",
            "`DROP COLUMN`. The target keeps the column. `apply`: NULL in all rows of that database; `ignore`: rows keep what they"
                    + " had until they change.");
    static final Option<Policy> RENAME_COLUMN = policy(
            "rename-column",
            "apply",
            "`RENAME COLUMN`, `CHANGE COLUMN`: `apply` moves the values to the new name, `ignore` leaves them at the old one.");
    static final Option<Policy> MODIFY_COLUMN = policy(
            "modify-column",
            "apply",
            "`MODIFY COLUMN`: `apply` follows what changes no value and refuses the rest; `ignore` also goes on behind a narrower"
                    + " type, and rows that MySQL changed by it stay as they were.");
    static final Option<Policy> TRUNCATE_TABLE = policy(
            "truncate-table", "apply", "`TRUNCATE`: `apply` removes the rows of that database, `ignore` leaves them.");
    static final Option<Policy> DROP_TABLE = policy(
            "drop-table",
            "ignore",
            "`DROP TABLE`, `DROP DATABASE`: `apply` removes the rows of that database, `ignore` leaves them until the table is"
                    + " created anew.");

    static final Option<Refusal> REFUSAL = withDefault(
            SCHEMA_CHANGES,
            "on-refusal",
            OptionType.choice(Refusal.class),
            "resync",
            "What a statement does that is refused, or that cannot be followed exactly. `resync` reads that table of that database"
                    + " anew by a snapshot while all others go on; where a snapshot is of no use, for instance when a policy says"
                    + " `fail`, the table is set aside. `set-aside` stops the replication of that table from that database until"
                    + " somebody takes it back. `end-job` ends the job.");

    private static TlsReader.Keys tlsFiles(String section) {
        return new TlsReader.Keys(
                optional(
                        section,
                        "tls-ca",
                        OptionType.TEXT,
                        "A file with the certificates, in PEM form, one of which must have signed the server's; left out: those that"
                                + " the JVM trusts."),
                optional(
                        section,
                        "tls-certificate",
                        OptionType.TEXT,
                        "A file with the certificate, in PEM form, that is shown to the server."),
                optional(
                        section,
                        "tls-key",
                        OptionType.TEXT,
                        "A file with the private key to it, in PEM form and not encrypted."));
    }

    private static Option<Policy> policy(String name, String standard, String description) {
        return withDefault(SCHEMA_CHANGES, name, OptionType.choice(Policy.class), standard, description);
    }

    static final List<Option<?>> ALL = List.of(
            JOB_NAME,
            JOB_PARALLELISM,
            JOB_CHECKPOINT_INTERVAL,
            JOB_WEB_PORT,
            JOB_UNENCODABLE_VALUES,
            SERVICE_HOST,
            SERVICE_PORT,
            SERVICE_DATABASE_NAME,
            SERVICE_USER,
            SERVICE_PASSWORD,
            SERVICE_ALLOWED_SECRETS,
            SERVICE_TLS,
            SERVICE_TLS_FILES.authority(),
            SERVICE_TLS_FILES.certificate(),
            SERVICE_TLS_FILES.key(),
            CLICKHOUSE_URL,
            CLICKHOUSE_USER,
            CLICKHOUSE_PASSWORD,
            CLICKHOUSE_TLS_FILES.authority(),
            CLICKHOUSE_TLS_FILES.certificate(),
            CLICKHOUSE_TLS_FILES.key(),
            CLICKHOUSE_DATABASE,
            CLICKHOUSE_STAGING_DATABASE,
            CLICKHOUSE_CONTROL_DATABASE,
            CONNECTION_NAME,
            CONNECTION_HOST,
            CONNECTION_HOSTS,
            CONNECTION_PORT,
            CONNECTION_DATABASE,
            CONNECTION_USER,
            CONNECTION_PASSWORD,
            CONNECTION_TLS,
            CONNECTION_TLS_FILES.authority(),
            CONNECTION_TLS_FILES.certificate(),
            CONNECTION_TLS_FILES.key(),
            CONNECTION_CONSTANTS,
            CONNECTION_ACTIVE,
            TABLE_SOURCE,
            TABLE_TARGET,
            TABLE_MERGE_KEY,
            TABLE_EXCLUDE_COLUMNS,
            TABLE_COLUMN_TYPES,
            TABLE_RENAME_COLUMNS,
            TABLE_CONSTANTS,
            TABLE_ZERO_DATES,
            TABLE_ROWS,
            TABLE_CASCADES,
            TABLE_ACTIVE,
            VIEW_NAME,
            VIEW_MIN_INTERVAL,
            BATCH_MAX_ROWS,
            BATCH_MAX_BYTES,
            BATCH_MAX_AGE,
            BATCH_INLINE_BYTES,
            MERGE_DELETE_MECHANISM,
            MERGE_PARALLELISM,
            MERGE_RETRY_TIMEOUT,
            MERGE_MAX_REMOVED_SHARE,
            SOURCE_SPLIT_SIZE,
            SOURCE_CONNECT_TIMEOUT,
            SOURCE_FIRST_SERVER_ID,
            SOURCE_UNREACHABLE_SERVERS,
            ADD_COLUMN,
            DROP_COLUMN,
            RENAME_COLUMN,
            MODIFY_COLUMN,
            TRUNCATE_TABLE,
            DROP_TABLE,
            REFUSAL);

    private Options() {}

    static Set<String> sections() {
        return ALL.stream()
                .map(option -> option.section().replace("[]", ""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Set<String> keysOf(String section) {
        return ALL.stream()
                .filter(option -> option.section().equals(section))
                .map(Option::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
