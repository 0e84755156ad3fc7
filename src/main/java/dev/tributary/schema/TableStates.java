package dev.tributary.schema;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The source tables that are set aside, and those that shall be read anew, of one job. Kept in ClickHouse, so that a job, its
 * plan and whoever operates it see the same; rows are only ever added.
 *
 * <p>A table is set aside under the number of its resyncs so far, which a resync counts one further. So it is known, whatever
 * comes first, whether a snapshot that was taken is the one that was asked for.
 */
public final class TableStates {

    private static final String SET_ASIDE = "set aside";
    private static final String AWAITS_RESYNC = "awaits resync";
    private static final String RESYNC = "resync";

    private final ClickHouseClient clickHouse;
    private final TableId control;
    private final String job;

    public TableStates(ClickHouseClient clickHouse, String controlDatabase, String job) {
        this.clickHouse = clickHouse;
        this.control = new TableId(controlDatabase, "table_states");
        this.job = job;
    }

    /** The CREATE TABLE of the states, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(new TableId(controlDatabase, "table_states"))
                + " (job String, source_database String, mysql_database String, mysql_table String, event String,"
                + " resyncs UInt32, cause String, happened_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'))"
                + " ENGINE = MergeTree ORDER BY (job, source_database, mysql_database, mysql_table, happened_at)";
    }

    /** The states of all tables that ever had one; empty where the control table does not exist yet. */
    public List<TableState> all() {
        Map<List<String>, TableState> states = new LinkedHashMap<>();
        // The last row of a table counts: that of the highest number, a decision last.
        rows().forEach(row -> states.put(
                List.of(
                        row.sourceDatabase(),
                        row.table().database(),
                        row.table().table()),
                row));
        return List.copyOf(states.values());
    }

    private List<TableState> rows() {
        if (!"1".equals(clickHouse.queryValue("EXISTS TABLE " + Identifiers.quote(control)))) {
            return List.of();
        }
        List<TableState> rows = new ArrayList<>();
        for (List<@Nullable String> row :
                clickHouse.query("SELECT source_database, mysql_database, mysql_table, resyncs, event, cause FROM "
                        + Identifiers.quote(control) + " WHERE job = " + Identifiers.literal(job)
                        + " ORDER BY source_database, mysql_database, mysql_table, resyncs,"
                        + " indexOf(['" + RESYNC + "', '" + AWAITS_RESYNC + "', '" + SET_ASIDE + "'], event)")) {
            TableId table = new TableId(text(row, 1), text(row, 2));
            String event = text(row, 4);
            rows.add(new TableState(
                    text(row, 0),
                    table,
                    Integer.parseInt(text(row, 3)),
                    event.equals(RESYNC) ? null : text(row, 5),
                    event.equals(AWAITS_RESYNC)));
        }
        return rows;
    }

    public Optional<TableState> find(String sourceDatabase, TableId table) {
        return all().stream().filter(state -> state.isOf(sourceDatabase, table)).findFirst();
    }

    /** All that was ever set aside, each under its number of resyncs, whatever came after. */
    public List<TableState> everSetAside() {
        return rows().stream().filter(TableState::isSetAside).toList();
    }

    /**
     * Sets a table aside, from now on and for plans to come.
     *
     * @param resyncs the number of its resyncs that the caller knows of
     */
    public void setAside(String sourceDatabase, TableId table, int resyncs, String cause) {
        add(sourceDatabase, table, SET_ASIDE, resyncs, cause);
    }

    /** The same, until {@link #resync}, which nobody needs to ask for. */
    public void awaitResync(String sourceDatabase, TableId table, int resyncs, String cause) {
        add(sourceDatabase, table, AWAITS_RESYNC, resyncs, cause);
    }

    /** Has the table be read by a new snapshot. */
    public void resync(String sourceDatabase, TableId table) {
        int resyncs =
                find(sourceDatabase, table).map(state -> state.resyncs() + 1).orElse(1);
        add(sourceDatabase, table, RESYNC, resyncs, "");
    }

    private void add(String sourceDatabase, TableId table, String event, int resyncs, String cause) {
        clickHouse.execute("INSERT INTO " + Identifiers.quote(control)
                + " (job, source_database, mysql_database, mysql_table, event, resyncs, cause) VALUES ("
                + Identifiers.literal(job) + ", " + Identifiers.literal(sourceDatabase) + ", "
                + Identifiers.literal(table.database()) + ", " + Identifiers.literal(table.table()) + ", '" + event
                + "', " + resyncs + ", " + Identifiers.literal(cause) + ")");
    }

    private static String text(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index));
    }
}
