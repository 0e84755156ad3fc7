package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.connections.ConfiguredSources;
import dev.tributary.model.TableId;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an operator decides about one table of one database, for the plans to come. */
public final class TableControl {

    private final SyncConfig config;
    private final String sourceDatabase;
    private final TableId table;

    /** @throws ConfigurationException if there is no such connection or table */
    public TableControl(SyncConfig configured, String source, String tableName) throws ConfigurationException {
        Checklist checklist = new Checklist();
        config = new ConfiguredSources(Secrets.ofProcess(), checklist).complete(configured);
        List<Problem> problems = new ArrayList<>();
        ConnectionConfig connection =
                find(config.connections(), ConnectionConfig::name, source, "--source", "connection", problems);
        TableConfig found = find(config.tables(), TableConfig::source, tableName, "--table", "table", problems);
        if (!problems.isEmpty()) { // else a server that does not answer keeps nobody from it
            List<Problem> all = new ArrayList<>(checklist.problems());
            all.addAll(problems);
            throw new ConfigurationException(all);
        }
        if (connection == null || found == null) {
            throw new IllegalStateException("no problem, and no " + source + " or " + tableName);
        }
        sourceDatabase = connection.name();
        table = new TableId(connection.database(), found.source());
    }

    private static <T> @Nullable T find(
            List<T> items,
            Function<T, String> name,
            String wanted,
            String option,
            String kind,
            List<Problem> problems) {
        for (T item : items) {
            if (name.apply(item).equals(wanted)) {
                return item;
            }
        }
        String near =
                Spelling.nearest(wanted, new HashSet<>(items.stream().map(name).toList()));
        problems.add(new Problem(
                option,
                "there is no " + kind + " '" + wanted + "'" + (near == null ? "" : "; did you mean '" + near + "'?")));
        return null;
    }

    /** Leaves the table out of plans to come. */
    public void setAside(String cause) throws ConfigurationException {
        inClickHouse(states -> states.setAside(
                sourceDatabase,
                table,
                states.find(sourceDatabase, table).map(TableState::resyncs).orElse(0),
                cause));
    }

    /** Has plans to come read the table by a new snapshot. */
    public void resync() throws ConfigurationException {
        inClickHouse(states -> states.resync(sourceDatabase, table));
    }

    private void inClickHouse(Consumer<TableStates> action) throws ConfigurationException {
        String control = config.clickHouse().controlDatabase();
        try (ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse())) {
            clickHouse.execute("CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(control));
            clickHouse.execute(TableStates.createStatement(control));
            action.accept(new TableStates(clickHouse, control, config.job().name()));
        } catch (ClickHouseException e) {
            throw new ConfigurationException(
                    List.of(new Problem("clickhouse " + config.clickHouse().url(), String.valueOf(e.getMessage()))));
        }
    }
}
