package dev.tributary.schema;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The MySQL servers that somebody has paused, of one job, by the connections to them. Kept in ClickHouse for the same reason as
 * {@link TableStates}: a savepoint does not take it back. Rows are only ever added; of a connection the last one counts.
 */
public final class ServerPauses {

    private final ClickHouseClient clickHouse;
    private final String table;
    private final String control;
    private final String job;

    public ServerPauses(ClickHouseClient clickHouse, String controlDatabase, String job) {
        this.clickHouse = clickHouse;
        this.control = controlDatabase;
        this.table = Identifiers.quote(new TableId(controlDatabase, "pauses"));
        this.job = job;
    }

    /**
     * That the server of a connection is paused.
     *
     * @param sourceDatabase the connection's name
     */
    public record Pause(String sourceDatabase, String cause, Instant since) {}

    /** The CREATE TABLE, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(new TableId(controlDatabase, "pauses"))
                + " (job String, source_database String, paused UInt8, cause String,"
                + " happened_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC'))"
                + " ENGINE = MergeTree ORDER BY (job, source_database, happened_at)";
    }

    /** All that are paused; none where the control table does not exist yet. */
    public List<Pause> all() {
        if (!"1".equals(clickHouse.queryValue("EXISTS TABLE " + table))) {
            return List.of();
        }
        return clickHouse
                .query(
                        "SELECT source_database, argMax(cause, happened_at), toUnixTimestamp64Milli(max(happened_at)) FROM "
                                + table + " WHERE job = " + Identifiers.literal(job)
                                + " GROUP BY source_database HAVING argMax(paused, happened_at) = 1 ORDER BY source_database")
                .stream()
                .map(row -> new Pause(text(row, 0), text(row, 1), Instant.ofEpochMilli(Long.parseLong(text(row, 2)))))
                .toList();
    }

    /** Has the servers of the connections be paused. */
    public void pause(Collection<String> sourceDatabases, String cause) {
        add(sourceDatabases, 1, cause);
    }

    public void resume(Collection<String> sourceDatabases) {
        add(sourceDatabases, 0, "");
    }

    private void add(Collection<String> sourceDatabases, int paused, String cause) {
        if (sourceDatabases.isEmpty()) {
            return;
        }
        clickHouse.execute(createStatement(control));
        clickHouse.execute("INSERT INTO " + table + " (job, source_database, paused, cause) VALUES "
                + sourceDatabases.stream()
                        .map(name -> "(" + Identifiers.literal(job) + ", " + Identifiers.literal(name) + ", " + paused
                                + ", " + Identifiers.literal(cause) + ")")
                        .collect(Collectors.joining(", ")));
    }

    private static String text(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index));
    }
}
