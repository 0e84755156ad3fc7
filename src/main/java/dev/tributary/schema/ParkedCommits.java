package dev.tributary.schema;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one job that wait since their target refuses them, in the order in which they were made. Kept in ClickHouse
 * beside the ledger, so that they outlive the attempt that parked them, and a plan sees them; rows are only ever added. A
 * commit waits until the ledger has it, or until it is given up.
 */
public final class ParkedCommits {

    private static final String PARKED = "parked";
    private static final String GIVEN_UP = "given up";

    private final ClickHouseClient clickHouse;
    private final String controlDatabase;
    private final String table;
    private final String job;

    public ParkedCommits(ClickHouseClient clickHouse, String controlDatabase, String job) {
        this.clickHouse = clickHouse;
        this.controlDatabase = controlDatabase;
        this.table = Identifiers.quote(new TableId(controlDatabase, "parked_commits"));
        this.job = Identifiers.literal(job);
    }

    /** The CREATE TABLE of the parked commits, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(new TableId(controlDatabase, "parked_commits"))
                + " (job String, target_database String, target_table String, commit_id String, event String,"
                + " number UInt64, cause String, committable String, staging_tables Array(String),"
                + " happened_at DateTime64(3, 'UTC'))"
                + " ENGINE = MergeTree ORDER BY (job, commit_id, happened_at)";
    }

    /**
     * A target that refuses its commits.
     *
     * @param commitIds of those that wait, the earliest first
     * @param since when the earliest was parked, in UTC
     * @param cause why
     */
    public record Target(TableId table, List<String> commitIds, String since, String cause) implements Serializable {

        public Target {
            commitIds = List.copyOf(commitIds);
        }

        @Override
        public String toString() {
            return table + ": " + waitingSince();
        }

        /** How many commits wait, since when and why, in a sentence. */
        public String waitingSince() {
            return commitIds.size() + (commitIds.size() == 1 ? " commit waits" : " commits wait") + " since " + since
                    + " UTC: " + cause;
        }
    }

    /** The targets for which commits wait; none where the control tables do not exist yet. */
    public List<Target> waiting() {
        if (!"1".equals(clickHouse.queryValue("EXISTS TABLE " + table))) {
            return List.of();
        }
        String ofJob = " WHERE job = " + job;
        Map<TableId, List<List<@Nullable String>>> targets = new LinkedHashMap<>();
        clickHouse
                .query("SELECT target_database, target_table, commit_id, toString(min(happened_at)),"
                        + " argMin(cause, number) FROM " + table + ofJob
                        + " AND commit_id NOT IN (SELECT commit_id FROM "
                        + Identifiers.quote(new TableId(controlDatabase, "ledger")) + ofJob
                        + " AND commit_id IN (SELECT commit_id FROM " + table + ofJob + "))"
                        + " GROUP BY target_database, target_table, commit_id HAVING countIf(event = '" + GIVEN_UP
                        + "') = 0 ORDER BY target_database, target_table, min(number)")
                .forEach(row -> targets.computeIfAbsent(
                                new TableId(text(row, 0), text(row, 1)), unused -> new ArrayList<>())
                        .add(row));
        List<Target> waiting = new ArrayList<>();
        targets.forEach((target, rows) -> waiting.add(new Target(
                target, rows.stream().map(row -> text(row, 2)).toList(), text(rows.get(0), 3), text(rows.get(0), 4))));
        return waiting;
    }

    /**
     * Parks a commit behind all that are parked. May be repeated.
     *
     * @param committable what {@link #committable} gives back
     * @param stagingTables what it was staged in, by their names
     * @param fence an expression that fails the statement where another attempt has taken over
     */
    public void park(
            String commitId,
            TableId target,
            String cause,
            String committable,
            Collection<String> stagingTables,
            String fence) {
        add(commitId, target, PARKED, cause, committable, stagingTables, fence);
    }

    /** Has a commit wait no more, whose rows are gone. */
    public void giveUp(String commitId, TableId target, String cause, String fence) {
        add(commitId, target, GIVEN_UP, cause, "", List.of(), fence);
    }

    private void add(
            String commitId,
            TableId target,
            String event,
            String cause,
            String committable,
            Collection<String> stagingTables,
            String fence) {
        clickHouse.execute("INSERT INTO " + table + " SELECT " + job + ", " + Identifiers.literal(target.database())
                + ", "
                + Identifiers.literal(target.table()) + ", " + Identifiers.literal(commitId) + ", '" + event
                + "', toUInt64(ifNull((SELECT max(number) FROM " + table + " WHERE job = " + job + "), 0) + 1), "
                + Identifiers.literal(cause) + ", " + Identifiers.literal(committable) + ", "
                + stagingTables.stream()
                        .map(Identifiers::literal)
                        .collect(Collectors.joining(", ", "CAST([", "], 'Array(String)')"))
                + ", now64(3, 'UTC') WHERE " + fence);
    }

    /** What was parked under the id. */
    public String committable(String commitId) {
        return Objects.requireNonNull(
                clickHouse.queryValue("SELECT committable FROM " + table + " WHERE job = " + job + " AND commit_id = "
                        + Identifiers.literal(commitId) + " AND event = '" + PARKED + "' LIMIT 1"),
                () -> "commit " + commitId + " is gone from " + table);
    }

    /** The names of the staging tables that commits need which wait. */
    public Set<String> stagingTables() {
        List<String> ids = waiting().stream()
                .flatMap(target -> target.commitIds().stream())
                .toList();
        Set<String> tables = new HashSet<>();
        if (!ids.isEmpty()) {
            clickHouse.stream(
                    "SELECT DISTINCT arrayJoin(staging_tables) FROM " + table + " WHERE job = " + job
                            + " AND commit_id IN ("
                            + ids.stream().map(Identifiers::literal).collect(Collectors.joining(", ")) + ")",
                    row -> tables.add(text(row, 0)));
        }
        return tables;
    }

    private static String text(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index));
    }
}
