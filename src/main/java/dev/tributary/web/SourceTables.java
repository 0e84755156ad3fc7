package dev.tributary.web;

import dev.tributary.status.JobStatus;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.StatusPrinter;
import dev.tributary.status.Texts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source tables of a status, with how well each is. */
final class SourceTables {

    private final JobStatus status;
    private final Map<String, Server> servers = new HashMap<>();

    SourceTables(JobStatus status) {
        this.status = status;
        status.servers().forEach(server -> servers.put(server.name(), server));
    }

    /**
     * The tables of one connection.
     *
     * @param condition that of the worst of them
     * @param current how many are current
     */
    record Database(String name, List<Table> tables, Condition condition, long current) {}

    Condition condition(Table table) {
        return Condition.of(table, servers.get(table.server()));
    }

    @Nullable
    Server server(Table table) {
        return servers.get(table.server());
    }

    /** The databases, the worst first. */
    List<Database> databases() {
        return status.bySourceDatabase().entrySet().stream()
                .map(entry -> new Database(
                        entry.getKey(),
                        entry.getValue(),
                        entry.getValue().stream()
                                .map(this::condition)
                                .min(Comparator.naturalOrder())
                                .orElse(Condition.CURRENT),
                        entry.getValue().stream().filter(Table::isCurrent).count()))
                .sorted(Comparator.comparing(Database::condition).thenComparing(Database::name))
                .toList();
    }

    /** Those of the tables that are looked for, the worst first. */
    List<Table> find(String words, String condition) {
        String lower = words.toLowerCase(Locale.ROOT);
        return worstFirst(status.tables().stream()
                .filter(table -> condition.isEmpty() || condition(table).name().equalsIgnoreCase(condition))
                .filter(table -> (table.sourceDatabase() + " " + table.name() + " " + table.server() + " "
                                + table.target())
                        .toLowerCase(Locale.ROOT)
                        .contains(lower))
                .toList());
    }

    List<Table> worstFirst(List<Table> tables) {
        return tables.stream()
                .sorted(Comparator.comparing(this::condition)
                        .thenComparing(Table::sourceDatabase)
                        .thenComparing(Table::name))
                .toList();
    }

    /** A line for each table, as many as are asked for. */
    void print(Html html, List<Table> tables, int most) {
        Layout.openTable(
                html,
                List.of("", "Database", "Table", "Target", "Phase", "#Rows read", "#Changes", "#Dead letters", "#Lag"));
        tables.stream().limit(most).forEach(table -> print(html, table));
        Layout.closeTable(html);
    }

    private void print(Html html, Table table) {
        Condition condition = condition(table);
        Server server = server(table);
        html.open("tr", "class", condition.cssClass())
                .element("td", condition.mark(), "title", condition.meaning())
                .open("td")
                .link(table.sourceDatabase(), Links.source(table.sourceDatabase()))
                .close();
        Layout.cell(html, table.name());
        html.open("td");
        if (!table.target().isEmpty()) {
            html.link(table.target(), Links.table(table.target()));
        }
        html.close().open("td").text(StatusPrinter.phase(table));
        Double share = table.share();
        if (share != null && !table.isCurrent()) {
            html.text(" ")
                    .element(
                            "progress",
                            Texts.percent(share),
                            "max",
                            "1",
                            "value",
                            String.format(Locale.ROOT, "%.3f", share));
        }
        if (!table.cause().isEmpty()) {
            html.element("div", table.cause(), "class", "cause");
        }
        html.close();
        Layout.number(html, Texts.count(table.rowsRead()));
        Layout.number(html, Texts.count(table.changesRead()));
        Layout.number(html, Texts.count(table.deadLetters()));
        Layout.number(
                html,
                server == null ? Texts.UNKNOWN : server.awaySince() == null ? Texts.duration(server.lag()) : "away");
        html.close();
    }
}
