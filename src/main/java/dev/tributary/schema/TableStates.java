package dev.tributary.schema;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.SourceTable;
import dev.tributary.model.TableId;
import dev.tributary.schema.TableState.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source tables that are set aside, and those that shall be read anew, of one job. Kept in ClickHouse, so that a job, its
 * plan and whoever operates it see the same; rows are only ever added.
 *
 * <p>A table is set aside under the number of its resyncs so far, which a resync counts one further. So it is known, whatever
 * comes first, whether a snapshot that was taken is the one that was asked for.
 */
public final class TableStates {

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
                        + " ORDER BY source_database, mysql_database, mysql_table, resyncs, indexOf(["
                        + Arrays.stream(Decision.values())
                                .map(decision -> Identifiers.literal(decision.event()))
                                .collect(Collectors.joining(", "))
                        + "], event)")) {
            TableId table = new TableId(text(row, 1), text(row, 2));
            // What only a newer software knows is none of this one's.
            Decision.of(text(row, 4))
                    .ifPresent(decision -> rows.add(new TableState(
                            text(row, 0),
                            table,
                            Integer.parseInt(text(row, 3)),
                            decision,
                            decision == Decision.READ_ANEW ? "" : text(row, 5))));
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
        add(List.of(new TableState(sourceDatabase, table, resyncs, Decision.SET_ASIDE, cause)));
    }

    /** The same, until {@link #resync}, which nobody needs to ask for. */
    public void awaitResync(String sourceDatabase, TableId table, int resyncs, String cause) {
        add(List.of(new TableState(sourceDatabase, table, resyncs, Decision.AWAITS_RESYNC, cause)));
    }

    /** Has the table be read by a new snapshot. */
    public void resync(String sourceDatabase, TableId table) {
        decide(Decision.READ_ANEW, List.of(new SourceTable(sourceDatabase, table)), "");
    }

    /**
     * Has a table that was read anew so many times be read by a new snapshot, unless that was asked for already, or it is set
     * aside.
     *
     * @return whether nobody had asked
     */
    public boolean resyncOnceMore(String sourceDatabase, TableId table, int resyncs, String cause) {
        boolean decided = find(sourceDatabase, table)
                .filter(state -> state.resyncs() > resyncs || state.isSetAside() && state.resyncs() == resyncs)
                .isPresent();
        if (!decided) {
            add(List.of(new TableState(sourceDatabase, table, resyncs + 1, Decision.READ_ANEW, cause)));
        }
        return !decided;
    }

    /**
     * Notes a decision about several tables, under the number of resyncs that each has had; a resync is the next one.
     *
     * @return what is known of them from now on, in their order
     */
    public List<TableState> decide(Decision decision, List<SourceTable> tables, String cause) {
        Map<SourceTable, TableState> known = new HashMap<>();
        all().forEach(state -> known.put(new SourceTable(state.sourceDatabase(), state.table()), state));
        List<TableState> decided = new ArrayList<>();
        for (SourceTable table : tables) {
            TableState before = known.get(table);
            int resyncs = before == null ? 0 : before.resyncs();
            TableState after = new TableState(table.sourceDatabase(), table.table(), resyncs, decision, cause);
            decided.add(decision == Decision.READ_ANEW ? after.readAnew() : after);
        }
        add(decided);
        return decided;
    }

    private void add(List<TableState> states) {
        if (states.isEmpty()) {
            return;
        }
        clickHouse.execute("INSERT INTO " + Identifiers.quote(control)
                + " (job, source_database, mysql_database, mysql_table, event, resyncs, cause) VALUES "
                + states.stream().map(this::values).collect(Collectors.joining(", ")));
    }

    private String values(TableState state) {
        return Stream.of(
                                job,
                                state.sourceDatabase(),
                                state.table().database(),
                                state.table().table(),
                                state.decision().event())
                        .map(Identifiers::literal)
                        .collect(Collectors.joining(", ", "(", ", "))
                + state.resyncs() + ", " + Identifiers.literal(state.cause()) + ")";
    }

    private static String text(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index));
    }
}
