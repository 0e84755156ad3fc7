package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.JournalTable;
import dev.tributary.journal.Phase;
import dev.tributary.model.SourceTable;
import dev.tributary.model.TableId;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import dev.tributary.status.JobStatus.Liveness;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far tables are that were asked to be read anew, as the running job says. */
public final class ResyncWatch {

    private final ClickHouseClient clickHouse;
    private final SyncConfig config;
    private final List<TableState> asked;

    /** @param asked what was known of the tables when they had been asked for */
    public ResyncWatch(ClickHouseClient clickHouse, SyncConfig config, List<TableState> asked) {
        this.clickHouse = clickHouse;
        this.config = config;
        this.asked = List.copyOf(asked);
    }

    /** Whether a table is read anew. */
    public enum Stage {
        UNDER_WAY,
        /** It is read, and followed. */
        DONE,
        /** The job, as it runs or does not, will not come to it. */
        STOPPED
    }

    /** @param text how far it is, or why it does not go on */
    public record Progress(SourceTable table, Stage stage, String text) {

        @Override
        public String toString() {
            return table + " " + text;
        }
    }

    /** One for each table, in their order. */
    public List<Progress> look() {
        JobStatus status = new StatusReader(clickHouse, config).read();
        String control = config.clickHouse().controlDatabase();
        Map<SourceTable, Integer> noticed = new HashMap<>();
        if (!status.tables().isEmpty()) {
            clickHouse
                    .query("SELECT source_database, mysql_database, mysql_table, resyncs FROM "
                            + StatusReader.ofRun(
                                    JournalTable.TABLES, control, config.job().name()))
                    .forEach(each -> {
                        Row row = Row.of(each);
                        noticed.put(new SourceTable(row.text(0), new TableId(row.text(1), row.text(2))), (int)
                                row.number(3));
                    });
        }
        List<TableState> states =
                new TableStates(clickHouse, control, config.job().name()).all();
        List<Progress> progress = new ArrayList<>();
        for (TableState each : asked) {
            SourceTable table = new SourceTable(each.sourceDatabase(), each.table());
            progress.add(progress(table, each.resyncs(), noticed.get(table), status, states));
        }
        return progress;
    }

    private static Progress progress(
            SourceTable table, int wanted, @Nullable Integer noticed, JobStatus status, List<TableState> states) {
        if (status.life().liveness() != Liveness.RUNNING) {
            return new Progress(table, Stage.STOPPED, "is read anew by the next start: the job does not run");
        }
        if (noticed == null) {
            return new Progress(
                    table,
                    Stage.STOPPED,
                    "is read anew by the next start: it is not in the plan of the job that runs, which was made while it was"
                            + " set aside");
        }
        boolean isAside = states.stream()
                .anyMatch(state -> state.isOf(table.sourceDatabase(), table.table())
                        && state.isSetAside()
                        && !state.awaitsResync());
        if (isAside) {
            return new Progress(table, Stage.STOPPED, "is set aside or paused once more");
        }
        Table shown = status.tables().stream()
                .filter(each -> each.sourceDatabase().equals(table.sourceDatabase())
                        && each.name().equals(table.table().toString()))
                .findFirst()
                .orElseThrow();
        boolean isPaused = status.servers().stream()
                .filter(server -> server.paused() != null)
                .map(Server::name)
                .anyMatch(shown.server()::equals);
        String suffix = isPaused ? "; its server is paused" : shown.cause().isEmpty() ? "" : "; " + shown.cause();
        if (noticed < wanted) {
            return new Progress(table, Stage.UNDER_WAY, "is to be read anew" + suffix);
        }
        boolean isDone = shown.phase() == Phase.STREAMING;
        return new Progress(
                table,
                isDone ? Stage.DONE : Stage.UNDER_WAY,
                isDone ? "is read anew and current" : "is read anew: " + StatusPrinter.phase(shown) + suffix);
    }
}
