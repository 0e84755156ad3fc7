package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The merges that are done, in ClickHouse beside the data. Its ids are compared for equality only. */
public final class Ledger {

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
                + " upserts UInt64, deletes UInt64, first_source_time DateTime64(3, 'UTC'),"
                + " last_source_time DateTime64(3, 'UTC'), staging_tables Array(String),"
                + " committed_at DateTime64(3, 'UTC'), duration_ms UInt64)"
                + " ENGINE = MergeTree ORDER BY (job, commit_id)";
    }

    boolean contains(String commitId) {
        return "1"
                .equals(clickHouse.queryValue("SELECT count() > 0 FROM " + Identifiers.quote(table) + where(commitId)));
    }

    /** When a merge was committed and how long it took; empty where it is not in the ledger. */
    public Optional<Entry> find(String commitId) {
        List<List<@Nullable String>> rows =
                clickHouse.query("SELECT toUnixTimestamp64Milli(committed_at), duration_ms FROM "
                        + Identifiers.quote(table) + where(commitId) + " LIMIT 1");
        return rows.stream()
                .map(row -> new Entry(number(row.get(0)), number(row.get(1))))
                .findFirst();
    }

    void record(MergeCommittable committable, long durationMillis, Fence fence) {
        ChangeCounts counts = committable.counts();
        String stagingTables = committable.stagingTables().stream()
                .map(staged -> Identifiers.literal(staged.table()))
                .collect(Collectors.joining(", ", "[", "]"));
        clickHouse.execute("INSERT INTO " + Identifiers.quote(table)
                + " SELECT " + Identifiers.literal(committable.commitId()) + ", " + Identifiers.literal(job) + ", "
                + Identifiers.literal(committable.target().toString()) + ", " + committable.checkpointId() + ", "
                + counts.upserts() + ", " + counts.deletes() + ", fromUnixTimestamp64Milli("
                + counts.firstSourceTimeMillis() + ", 'UTC'), fromUnixTimestamp64Milli("
                + counts.lastSourceTimeMillis() + ", 'UTC'), " + stagingTables + ", now64(3, 'UTC'), "
                + durationMillis + " WHERE " + fence.assertion());
    }

    private String where(String commitId) {
        return " WHERE job = " + Identifiers.literal(job) + " AND commit_id = " + Identifiers.literal(commitId);
    }

    private static long number(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }

    /** @param durationMillis of DELETE and INSERT together */
    public record Entry(long committedAtMillis, long durationMillis) {}
}
