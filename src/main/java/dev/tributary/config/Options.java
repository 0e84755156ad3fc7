package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.withDefault;

import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.config.SourceOptions.UnreachableServers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.model.RangePolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option of {@code sync.yaml}, once: key, type, default, description. The documentation is tested against {@link #ALL}. Those
 * of {@link EndpointOptions}, {@link PatternOptions}, {@link TableOptions} and {@link OperationOptions} are kept there.
 */
final class Options {

    static final String JOB = "job";
    static final String SERVICE_DATABASE = "service-database";
    static final String CLICKHOUSE = "clickhouse";
    static final String CONNECTIONS = "connections[]";
    static final String SERVERS = "servers[]";
    static final String TABLES = "tables[]";
    static final String VIEWS = "views[]";
    static final String BATCH = "batch";
    static final String MERGE = "merge";
    static final String SOURCE = "source";
    static final String SCHEMA_CHANGES = "schema-changes";

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
            OptionType.INTERVAL,
            "10s",
            "Time between two checkpoints, from 100ms to 1h; each one commits to ClickHouse, so this bounds the latency.");
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
            "set-aside",
            "What happens at a row with a value that its target's type cannot hold: its table of its database is set aside and all "
                    + "others go on (a bounded run fails), the job fails, or the row goes to the dead letters.");
    static final Option<RangePolicy> JOB_OUT_OF_RANGE_DATES = withDefault(
            JOB,
            "out-of-range-dates",
            OptionType.choice(RangePolicy.class),
            "auto",
            "What becomes of dates beyond the years that ClickHouse's types hold, such as `0001-01-01` and `9999-12-31`, in columns of"
                    + " which `tables[].out-of-range-dates` says nothing: see [types.md](types.md#dates-beyond-the-range).");

    static final Option<Duration> JOB_DISCOVER = withDefault(
            JOB,
            "discover",
            OptionType.DURATION_OR_NONE,
            "0",
            "How often the running job looks for databases and tables that its patterns or the service database select and that it does not"
                    + " have: it [takes them in](#patterns). Databases that are gone it tells of. 0: never.");

    static final Option<Integer> BATCH_MAX_ROWS = withDefault(
            BATCH, "max-rows", OptionType.COUNT, "100000", "A batch is closed when it holds this many rows.");
    static final Option<Long> BATCH_MAX_BYTES = withDefault(
            BATCH,
            "max-bytes",
            OptionType.SIZE,
            "64MB",
            "A batch is closed when it holds this many bytes, or earlier in a small heap, of which batches take a quarter.");
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
            "How long a passing failure of ClickHouse is retried in place before the job fails and restarts, or, where one "
                    + "target alone fails, before its commits wait and others go on.");
    static final Option<Integer> MERGE_MAX_REMOVED_SHARE = withDefault(
            MERGE,
            "max-removed-share",
            OptionType.PERCENT,
            "50",
            "Which share of a source database's rows in a target, in percent, a complete snapshot may remove because it did "
                    + "not find them. More is refused before anything is removed: most likely the host is the wrong one, or "
                    + "being restored. To confirm it, set 100 for one run. Targets with fewer than 5000 rows of the database "
                    + "are not checked.");

    static final Option<Integer> MERGE_BUCKET_ROWS = withDefault(
            MERGE,
            "bucket-rows",
            OptionType.COUNT,
            "2000000",
            "About how many staged rows one DELETE and one INSERT merge, and of large rows no more than about 1 GB. More are merged in parts of their keys, one after the "
                    + "other, so that ClickHouse needs no more memory for many rows than for so many.");
    static final Option<Integer> MERGE_MAX_PARKED_COMMITS = withDefault(
            MERGE,
            "max-parked-commits",
            OptionType.COUNT_OR_NONE,
            "2000",
            "How many commits may wait for targets that refuse them, while other targets go on; then the job fails. Each waits "
                    + "with its staging tables, which take room. 0: the first refused commit fails the job, as it always "
                    + "does in a bounded run.");

    static final Option<Duration> MERGE_LEDGER_RETENTION = withDefault(
            MERGE,
            "ledger-retention",
            OptionType.DURATION,
            "2160h",
            "How old entries of the ledger get. It must be longer than the age of any savepoint that will be restored: "
                    + "one of which commits are gone from it ends the job by name.");

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
    static final Option<LoadLimits> SOURCE_MAX_LOAD = optional(
            SOURCE,
            "max-load",
            OptionType.LOAD_LIMITS,
            "Snapshots wait between chunks while a status variable of the MySQL server is above its limit, such as"
                    + " `Threads_running=50`; commas between several. The binlog is read all the same. Left out: they do not wait.");

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

    private static Option<Policy> policy(String name, String standard, String description) {
        return withDefault(SCHEMA_CHANGES, name, OptionType.choice(Policy.class), standard, description);
    }

    private static final List<Option<?>> OF_THE_JOB = List.of(
            JOB_NAME,
            JOB_PARALLELISM,
            JOB_CHECKPOINT_INTERVAL,
            JOB_WEB_PORT,
            JOB_UNENCODABLE_VALUES,
            JOB_OUT_OF_RANGE_DATES,
            JOB_DISCOVER);

    private static final List<Option<?>> OF_THE_WAY = List.of(
            BATCH_MAX_ROWS,
            BATCH_MAX_BYTES,
            BATCH_MAX_AGE,
            BATCH_INLINE_BYTES,
            MERGE_DELETE_MECHANISM,
            MERGE_PARALLELISM,
            MERGE_RETRY_TIMEOUT,
            MERGE_MAX_REMOVED_SHARE,
            MERGE_BUCKET_ROWS,
            MERGE_MAX_PARKED_COMMITS,
            MERGE_LEDGER_RETENTION,
            SOURCE_SPLIT_SIZE,
            SOURCE_CONNECT_TIMEOUT,
            SOURCE_FIRST_SERVER_ID,
            SOURCE_UNREACHABLE_SERVERS,
            SOURCE_MAX_LOAD,
            ADD_COLUMN,
            DROP_COLUMN,
            RENAME_COLUMN,
            MODIFY_COLUMN,
            TRUNCATE_TABLE,
            DROP_TABLE,
            REFUSAL);

    static final List<Option<?>> ALL = Stream.of(
                    OF_THE_JOB,
                    EndpointOptions.ALL,
                    PatternOptions.OF_SERVERS,
                    TableOptions.ALL,
                    OF_THE_WAY,
                    OperationOptions.ALL)
            .<Option<?>>flatMap(List::stream)
            .toList();

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
