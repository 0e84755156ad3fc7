package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.Journal;
import dev.tributary.model.SourceTable;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableState.Decision;
import dev.tributary.schema.TableStates;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about tables. It is written into ClickHouse, where a running job looks every few seconds, and plans
 * to come; and into the job's events, with the operator's name.
 */
public final class TableControl {

    private final TableSelection selection;
    private final SyncConfig config;

    /**
     * @param source the connection's name; null for all
     * @param table the source table's name; null for all
     * @throws ConfigurationException if there is no such connection or table
     */
    public TableControl(SyncConfig configured, @Nullable String source, @Nullable String table)
            throws ConfigurationException {
        selection = new TableSelection(configured, source, table);
        config = selection.config();
    }

    /** What the decisions are about. */
    public List<SourceTable> tables() {
        return selection.tables();
    }

    /**
     * Has nothing more of the tables be read, until {@link #resync}; their rows stay in their targets as they are.
     *
     * @param reason for those who see it later
     */
    public void setAside(String reason) throws ConfigurationException {
        inClickHouse(client -> decide(
                client,
                tables(),
                Decision.SET_ASIDE,
                reason,
                EventKind.SET_ASIDE,
                "is set aside by " + Operator.name() + ": " + reason));
    }

    /**
     * Has the tables be read by a new snapshot, set aside or not.
     *
     * @return what is known of them from now on
     */
    public List<TableState> resync() throws ConfigurationException {
        return inClickHouse(client -> decide(
                client,
                tables(),
                Decision.READ_ANEW,
                "",
                EventKind.RESYNC_ASKED,
                "is to be read anew by a snapshot, by order of " + Operator.name()));
    }

    /**
     * Sets the tables aside until {@link #resume}, but for those that are already.
     *
     * @return those that it did
     */
    public List<SourceTable> pause(String reason) throws ConfigurationException {
        return inClickHouse(client -> {
            List<SourceTable> aside = chosen(client, state -> state.isSetAside() && !state.awaitsResync());
            List<SourceTable> others =
                    tables().stream().filter(table -> !aside.contains(table)).toList();
            decide(
                    client,
                    others,
                    Decision.PAUSED,
                    reason,
                    EventKind.PAUSE_ASKED,
                    "is paused by " + Operator.name() + ", until it is read anew: " + reason);
            return others;
        });
    }

    /**
     * Has those of the tables that are paused be read by a new snapshot.
     *
     * @return those that were
     */
    public List<SourceTable> resume() throws ConfigurationException {
        return inClickHouse(client -> {
            List<SourceTable> paused = chosen(client, TableState::isPaused);
            decide(
                    client,
                    paused,
                    Decision.READ_ANEW,
                    "",
                    EventKind.RESUME_ASKED,
                    "is resumed by " + Operator.name() + ", and read anew by a snapshot");
            return paused;
        });
    }

    private List<SourceTable> chosen(ClickHouseClient client, Predicate<TableState> condition) {
        List<TableState> states = new TableStates(
                        client,
                        config.clickHouse().controlDatabase(),
                        config.job().name())
                .all();
        return tables().stream()
                .filter(table -> states.stream()
                        .anyMatch(state -> state.isOf(table.sourceDatabase(), table.table()) && condition.test(state)))
                .toList();
    }

    private List<TableState> decide(
            ClickHouseClient client,
            List<SourceTable> tables,
            Decision decision,
            String cause,
            EventKind kind,
            String what) {
        if (tables.isEmpty()) {
            return List.of();
        }
        String control = config.clickHouse().controlDatabase();
        List<TableState> decided =
                new TableStates(client, control, config.job().name()).decide(decision, tables, cause);
        Instant now = Instant.now();
        Journal.write(
                client,
                control,
                config.job().name(),
                decided.stream()
                        .map(state -> new Event(
                                now,
                                kind,
                                selection.server(state.sourceDatabase()),
                                state.sourceDatabase(),
                                state.table().toString(),
                                state.table() + " " + what,
                                kind == EventKind.SET_ASIDE ? remedy(state) : ""))
                        .toList());
        return decided;
    }

    private static String remedy(TableState state) {
        return "run 'tributary resync --source " + state.sourceDatabase() + " --table "
                + state.table().table() + "', which has it read by a new snapshot";
    }

    private <T> T inClickHouse(Function<ClickHouseClient, T> action) throws ConfigurationException {
        return inClickHouse(config, client -> {
            client.execute(TableStates.createStatement(config.clickHouse().controlDatabase()));
            return action.apply(client);
        });
    }

    /** Does something in the control database, which need not be there yet. */
    static <T> T inClickHouse(SyncConfig config, Function<ClickHouseClient, T> action) throws ConfigurationException {
        try (ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse())) {
            clickHouse.execute("CREATE DATABASE IF NOT EXISTS "
                    + Identifiers.quote(config.clickHouse().controlDatabase()));
            return action.apply(clickHouse);
        } catch (ClickHouseException e) {
            throw new ConfigurationException(
                    List.of(new Problem("clickhouse " + config.clickHouse().url(), String.valueOf(e.getMessage()))));
        }
    }
}
