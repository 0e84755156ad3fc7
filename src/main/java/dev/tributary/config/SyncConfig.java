package dev.tributary.config;

import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.TableId;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole of {@code sync.yaml}, validated, with defaults filled in. Secrets are references, where they are not written out. The
 * tables have the job's policy for dates beyond the years of their types.
 */
public record SyncConfig(
        JobOptions job,
        @Nullable ServiceDatabase serviceDatabase,
        ClickHouseOptions clickHouse,
        List<ConnectionConfig> connections,
        List<TableConfig> tables,
        Patterns patterns,
        List<ViewConfig> views,
        BatchOptions batch,
        MergeOptions merge,
        SourceOptions source,
        SchemaChangeOptions schemaChanges,
        UiOptions ui,
        List<NotifyOptions> notifications)
        implements Serializable {

    public SyncConfig {
        connections = List.copyOf(connections);
        RangePolicy usual = job.outOfRangeDates();
        tables = tables.stream().map(table -> table.withUsualRangePolicy(usual)).toList();
        views = List.copyOf(views);
        notifications = List.copyOf(notifications);
    }

    /** The same with another policy for rows that their target cannot hold. */
    public SyncConfig withUnencodableValues(UnencodablePolicy policy) {
        JobOptions other = new JobOptions(
                job.name(),
                job.parallelism(),
                job.checkpointInterval(),
                job.webPort(),
                policy,
                job.outOfRangeDates(),
                job.discover());
        return new SyncConfig(
                other,
                serviceDatabase,
                clickHouse,
                connections,
                tables,
                patterns,
                views,
                batch,
                merge,
                source,
                schemaChanges,
                ui,
                notifications);
    }

    /** The same with these connections and tables. */
    public SyncConfig withSources(List<ConnectionConfig> otherConnections, List<TableConfig> otherTables) {
        return withSources(otherConnections, otherTables, patterns);
    }

    /** The same with these connections and tables, and what the patterns stood for when they were found. */
    public SyncConfig withSources(
            List<ConnectionConfig> otherConnections, List<TableConfig> otherTables, Patterns otherPatterns) {
        return new SyncConfig(
                job,
                serviceDatabase,
                clickHouse,
                otherConnections,
                otherTables,
                otherPatterns,
                views,
                batch,
                merge,
                source,
                schemaChanges,
                ui,
                notifications);
    }

    /** The target's full name: where it has no database of its own, in {@code clickhouse.database}. */
    public TableId targetOf(TableConfig table) {
        int dot = table.target().indexOf('.');
        return dot < 0
                ? new TableId(clickHouse.database(), table.target())
                : new TableId(table.target().substring(0, dot), table.target().substring(dot + 1));
    }

    /**
     * @param name the job's identity: its staging tables and ledger rows carry it; lower-case letters, digits and single
     *     underscores
     * @param outOfRangeDates what becomes of dates beyond the years of their target's type, where a table does not say it
     * @param discover how often to look for databases and tables that come and go; zero for never
     */
    public record JobOptions(
            String name,
            int parallelism,
            Duration checkpointInterval,
            int webPort,
            UnencodablePolicy unencodableValues,
            RangePolicy outOfRangeDates,
            Duration discover)
            implements Serializable {}

    /** What happens to a row with a value that its target's type cannot hold. */
    public enum UnencodablePolicy {
        /** Its table of its database is set aside, until somebody has it read anew. */
        SET_ASIDE,
        /** The job ends. */
        FAIL,
        /** It is kept in a table of such rows, and the target lacks it. */
        DEAD_LETTER;

        /** What holds in a run of the mode: a bounded one has no later on for tables that are set aside. */
        public UnencodablePolicy in(RunMode mode) {
            return this == SET_ASIDE && mode == RunMode.ETL ? FAIL : this;
        }
    }

    /**
     * @param allowedSecrets what passwords of its connections may refer to, as {@link Secret#toString} writes it: who can write
     *     the table could otherwise send any secret of this process to a server of their own
     */
    public record ServiceDatabase(MySqlEndpoint endpoint, String database, Set<String> allowedSecrets)
            implements Serializable {

        public ServiceDatabase {
            allowedSecrets = Set.copyOf(allowedSecrets);
        }
    }

    /**
     * @param url the HTTP interface, for example {@code http://clickhouse:8123}
     * @param database where targets without a database of their own go
     * @param statementTimeout how long an answer is waited for before the server is asked whether it is still at work
     */
    public record ClickHouseOptions(
            String url,
            String user,
            Secret password,
            TlsFiles tlsFiles,
            String database,
            String stagingDatabase,
            String controlDatabase,
            Duration connectTimeout,
            Duration statementTimeout)
            implements Serializable {

        /** With the usual deadlines, and without files for TLS. */
        public ClickHouseOptions(
                String url,
                String user,
                Secret password,
                String database,
                String stagingDatabase,
                String controlDatabase) {
            this(
                    url,
                    user,
                    password,
                    TlsFiles.NONE,
                    database,
                    stagingDatabase,
                    controlDatabase,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10));
        }

        /** The same with another deadline. */
        public ClickHouseOptions withStatementTimeout(Duration timeout) {
            return new ClickHouseOptions(
                    url, user, password, tlsFiles, database, stagingDatabase, controlDatabase, connectTimeout, timeout);
        }
    }

    /**
     * @param name the value of {@code _source_database}
     * @param constants its values of constant columns, by column
     */
    public record ConnectionConfig(
            String name, MySqlEndpoint endpoint, String database, Map<String, String> constants, boolean active)
            implements Serializable {

        public ConnectionConfig {
            constants = Map.copyOf(constants);
        }
    }

    /**
     * @param source the table's name in every source database
     * @param target {@code table} or {@code database.table}
     * @param mergeKey empty: the primary key, then a unique key without nullable columns
     * @param overrides what is done to rows and columns; the constants are those of the table
     * @param cascades what becomes of rows that change by a foreign key
     * @param presence which of the databases must have it
     */
    public record TableConfig(
            String source,
            String target,
            List<String> mergeKey,
            Overrides overrides,
            Cascades cascades,
            Presence presence,
            boolean active)
            implements Serializable {

        public TableConfig {
            mergeKey = List.copyOf(mergeKey);
        }

        TableConfig withUsualRangePolicy(RangePolicy usual) {
            return new TableConfig(
                    source, target, mergeKey, overrides.withUsualRangePolicy(usual), cascades, presence, active);
        }

        /** One whose rows may not change by foreign keys. */
        public TableConfig(String source, String target, List<String> mergeKey, Overrides overrides, boolean active) {
            this(source, target, mergeKey, overrides, Cascades.REFUSE, Presence.EVERYWHERE, active);
        }
    }

    /** In which databases a table is replicated. */
    public enum Presence {
        /** In all: a database without it is a problem. */
        EVERYWHERE,
        /** In those that have it. */
        WHERE_FOUND,
        /** In those that have it with a key that tells its rows apart. */
        WHERE_KEYED
    }

    /** What is done about foreign keys by which rows change without an event in the binlog. */
    public enum Cascades {
        /** A table with such a key is not replicated. */
        REFUSE,
        /** The table is read anew when rows of its parent change in a way that changes its own. */
        FOLLOW,
        /** Rows that changed so stay in the target as they were. */
        ACCEPT
    }

    /** @param view {@code database.view} */
    public record ViewConfig(String view, Duration minimumInterval) implements Serializable {}

    /**
     * When an open batch is closed, whichever comes first.
     *
     * @param inlineBytes how many bytes of a target's rows travel with the commit instead of a staging table, for each writer
     *     and checkpoint
     */
    public record BatchOptions(int maxRows, long maxBytes, Duration maxAge, long inlineBytes) implements Serializable {}

    /**
     * @param mechanism how rows are deleted from a target
     * @param parallelism how many targets are merged at the same time
     * @param retryTimeout how long a retriable failure of ClickHouse is retried before it counts as one that does not pass
     * @param maximumRemovedPercent which share of a source database's rows in a target a snapshot may remove
     * @param rowsPerBucket about how many staged rows one DELETE and one INSERT merge
     * @param maximumParkedCommits how many commits may wait for targets that refuse them; 0 for none
     * @param ledgerRetention how old entries of the ledger get
     */
    public record MergeOptions(
            DeleteMechanism mechanism,
            int parallelism,
            Duration retryTimeout,
            int maximumRemovedPercent,
            int rowsPerBucket,
            int maximumParkedCommits,
            Duration ledgerRetention)
            implements Serializable {

        /** The same for a run that has to end with everything merged. */
        public MergeOptions withoutParking() {
            return new MergeOptions(
                    mechanism, parallelism, retryTimeout, maximumRemovedPercent, rowsPerBucket, 0, ledgerRetention);
        }
    }

    /** How the merge deletes. AUTO takes PATCH_PARTS where the server can (25.8 or newer), else LIGHTWEIGHT_MUTATION. */
    public enum DeleteMechanism {
        AUTO,
        PATCH_PARTS,
        LIGHTWEIGHT_MUTATION
    }
}
