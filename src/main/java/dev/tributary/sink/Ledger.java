package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The merges that are done, in ClickHouse beside the data. Its ids are compared for equality only. */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final ClickHouseClient clickHouse;
    private final TableId table;
    private final String job;

    public Ledger(ClickHouseClient clickHouse, String controlDatabase, String job) {
        this.clickHouse = clickHouse;
        this.table = new TableId(controlDatabase, "ledger");
        this.job = job;
    }

    /** The CREATE TABLE of the ledger, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(new TableId(controlDatabase, "ledger"))
                + " (commit_id String, job LowCardinality(String), target LowCardinality(String), checkpoint_id UInt64,"
                + " upserts UInt64, deletes UInt64, first_source_time Nullable(DateTime64(3, 'UTC')),"
                + " last_source_time Nullable(DateTime64(3, 'UTC')), staging_tables Array(String),"
                + " committed_at DateTime64(3, 'UTC'), duration_ms UInt64)"
                + " ENGINE = MergeTree ORDER BY (job, commit_id)";
    }

    /**
     * Lets a ledger of before say of commits of snapshot rows that these have no time; in one that cannot be changed they go on
     * saying 1970.
     */
    public static void upgrade(ClickHouseClient clickHouse, String controlDatabase) {
        TableId table = new TableId(controlDatabase, "ledger");
        String column = "SELECT count() FROM system.columns WHERE database = " + Identifiers.literal(controlDatabase)
                + " AND table = 'ledger' AND name IN ('first_source_time', 'last_source_time')"
                + " AND NOT startsWith(type, 'Nullable')";
        if ("0".equals(clickHouse.queryValue(column))) {
            return;
        }
        try {
            clickHouse.execute("ALTER TABLE " + Identifiers.quote(table)
                    + " MODIFY COLUMN first_source_time Nullable(DateTime64(3, 'UTC')),"
                    + " MODIFY COLUMN last_source_time Nullable(DateTime64(3, 'UTC'))");
        } catch (ClickHouseException e) {
            LOG.warn("The times of snapshot rows in {} stay those of 1970: {}", table, e.getMessage());
        }
    }

    /** Whether a job ever merged anything. */
    public static boolean hasCommits(ClickHouseClient clickHouse, String controlDatabase, String job) {
        return !clickHouse
                .query("SELECT 1 FROM " + Identifiers.quote(new TableId(controlDatabase, "ledger")) + " WHERE job = "
                        + Identifiers.literal(job) + " LIMIT 1")
                .isEmpty();
    }

    /** Those of the commits that are in the ledger. */
    Set<String> contained(Collection<String> commitIds) {
        return find(commitIds).keySet();
    }

    /** When merges were committed and how long they took, by commit id; those alone that are in the ledger. */
    public Map<String, Entry> find(Collection<String> commitIds) {
        if (commitIds.isEmpty()) {
            return Map.of();
        }
        String ids = commitIds.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
        Map<String, Entry> entries = new HashMap<>();
        clickHouse
                .query("SELECT commit_id, toUnixTimestamp64Milli(committed_at), duration_ms FROM "
                        + Identifiers.quote(table) + " WHERE job = " + Identifiers.literal(job) + " AND commit_id IN ("
                        + ids + ")")
                .forEach(row -> entries.put(
                        Objects.requireNonNull(row.get(0)), new Entry(number(row.get(1)), number(row.get(2)))));
        return entries;
    }

    /** Enters merges that are done, several by one statement. */
    void record(Collection<DoneMerge> merges, Fence fence) {
        clickHouse.execute("INSERT INTO " + Identifiers.quote(table) + " SELECT * FROM ("
                + merges.stream().map(this::row).collect(Collectors.joining(" UNION ALL ")) + ") WHERE "
                + fence.assertion());
    }

    private String row(DoneMerge merge) {
        MergeCommittable committable = merge.committable();
        ChangeCounts counts = committable.counts();
        String stagingTables = committable.stagingTables().stream()
                .map(staged -> Identifiers.literal(staged.table()))
                .collect(Collectors.joining(", ", "CAST([", "], 'Array(String)')"));
        return "SELECT " + Identifiers.literal(committable.commitId()) + " AS commit_id, " + Identifiers.literal(job)
                + " AS job, " + Identifiers.literal(committable.target().toString()) + " AS target, toUInt64("
                + committable.checkpointId() + ") AS checkpoint_id, toUInt64(" + counts.upserts()
                + ") AS upserts, toUInt64(" + counts.deletes() + ") AS deletes, "
                + time(counts.firstSourceTimeMillis()) + " AS first_source_time, "
                + time(counts.lastSourceTimeMillis()) + " AS last_source_time, " + stagingTables
                + " AS staging_tables, now64(3, 'UTC') AS committed_at, toUInt64(" + merge.durationMillis()
                + ") AS duration_ms";
    }

    /** Rows of snapshots have none. */
    private static String time(long millis) {
        return "CAST(" + (millis == 0 ? "NULL" : "fromUnixTimestamp64Milli(toInt64(" + millis + "), 'UTC')")
                + ", 'Nullable(DateTime64(3, \\'UTC\\'))')";
    }

    private static long number(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }

    /** @param durationMillis of DELETE and INSERT together */
    public record Entry(long committedAtMillis, long durationMillis) {}
}
