package dev.tributary.web;

import dev.tributary.status.Health;
import dev.tributary.status.JobStatus;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JobStatus.Target;
import dev.tributary.status.Pauses;
import dev.tributary.status.StatusPrinter;
import dev.tributary.status.Texts;
import dev.tributary.web.SourceTables.Database;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole job on one screen: whether it is well, its databases, targets and servers, the worst of each first. Of many only the worst
 * are shown, until all are asked for.
 */
final class OverviewPage {

    private static final int MOST_FINDINGS = 20;
    private static final int MOST_DATABASES = 400;
    private static final int MOST_SERVERS = 25;
    private static final int MOST_TARGETS = 50;
    private static final int MOST_TABLES = 200;

    private final Request request;
    private final JobStatus status;
    private final SourceTables sources;
    private final boolean all;

    OverviewPage(Request request, JobStatus status) {
        this.request = request;
        this.status = status;
        this.sources = new SourceTables(status);
        this.all = request.has("all");
    }

    void print(Html html) {
        state(html);
        filter(html);
        if (request.has("q") || request.has("condition")) {
            found(html);
            return;
        }
        databases(html);
        targets(html);
        servers(html);
    }

    private void state(Html html) {
        html.element("h1", "Job " + status.job() + ": " + StatusPrinter.life(status));
        List<String> findings = new Health(Condition.LONGEST_LAG).findings(status);
        List<String> pauses = Pauses.of(status);
        if (findings.isEmpty()) {
            String well = pauses.isEmpty() ? "all is well" : "all that is not paused is well";
            html.element("p", "✓ " + well, "class", "health well");
        }
        list(html, "findings bad", "✗ ", findings);
        list(html, "findings paused", "‖ ", pauses);
        list(html, "findings late", "! ", status.discovered());
        html.open("div", "class", "facts");
        Layout.fact(html, Texts.count(status.servers().size()), "servers");
        Layout.fact(html, Texts.count(status.bySourceDatabase().size()), "databases");
        Layout.fact(html, Texts.count(status.tables().size()), "source tables");
        Layout.fact(
                html,
                Texts.count(status.tables().stream().filter(Table::isCurrent).count()),
                "of them current");
        Layout.fact(html, Texts.count(status.deadLetters()), "dead letters");
        Layout.fact(html, Texts.count(status.stagedRows()), "rows wait for their merge");
        if (!status.life().flinkJob().isEmpty()) {
            Layout.fact(html, shortened(status.life().flinkJob()), "Flink job");
        }
        html.close();
    }

    private void list(Html html, String cssClass, String mark, List<String> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        html.open("ul", "class", cssClass);
        int most = all ? sentences.size() : MOST_FINDINGS;
        sentences.stream().limit(most).forEach(sentence -> html.element("li", mark + sentence));
        html.close();
        Layout.more(html, most, sentences.size(), "of these", Links.with(Links.OVERVIEW, "all", "1"));
    }

    private static String shortened(String id) {
        return id.length() <= 8 ? id : id.substring(0, 8) + "…";
    }

    private void filter(Html html) {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("", "all");
        for (Condition condition : Condition.values()) {
            conditions.put(condition.name().toLowerCase(Locale.ROOT), condition.meaning());
        }
        new Form(html, Links.OVERVIEW)
                .words("Find ", "q", request.get("q"), "database, table or server")
                .choice("which are ", "condition", request.get("condition"), conditions)
                .end();
    }

    private void found(Html html) {
        List<Table> tables = sources.find(request.get("q"), request.get("condition"));
        html.element("h2", tables.size() + " of " + status.tables().size() + " source tables");
        int most = all ? tables.size() : MOST_TABLES;
        sources.print(html, tables, most);
        Layout.more(
                html,
                most,
                tables.size(),
                "tables",
                Links.with(Links.OVERVIEW, "q", request.get("q"), "condition", request.get("condition"), "all", "1"));
    }

    private void databases(Html html) {
        List<Database> databases = sources.databases();
        if (databases.isEmpty()) {
            return;
        }
        html.element("h2", "Databases");
        html.open("ul", "class", "databases");
        int most = all ? databases.size() : MOST_DATABASES;
        databases.stream().limit(most).forEach(database -> database(html, database));
        html.close();
        Layout.more(html, most, databases.size(), "databases", Links.with(Links.OVERVIEW, "all", "1"));
    }

    private static void database(Html html, Database database) {
        Condition condition = database.condition();
        int tables = database.tables().size();
        String share = database.current() == tables ? String.valueOf(tables) : database.current() + " of " + tables;
        html.open("li", "class", condition.cssClass())
                .open(
                        "a",
                        "href",
                        Links.source(database.name()),
                        "title",
                        database.name() + ": " + StatusPrinter.phases(database.tables()))
                .element("span", condition.mark() + " " + database.name())
                .element("small", share)
                .close()
                .close();
    }

    private void targets(Html html) {
        Map<String, Target> known = new HashMap<>();
        status.targets().forEach(target -> known.put(target.name(), target));
        List<Map.Entry<String, List<Table>>> targets = status.byTarget().entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .sorted(Comparator.comparing(
                                (Map.Entry<String, List<Table>> entry) -> !refuses(known.get(entry.getKey())))
                        .thenComparing(entry -> worst(entry.getValue())))
                .toList();
        if (targets.isEmpty()) {
            return;
        }
        html.element("h2", "Tables in ClickHouse");
        Layout.openTable(
                html,
                List.of(
                        "",
                        "Target",
                        "Source tables",
                        "#Snapshot",
                        "#Dead letters",
                        "#Last commit",
                        "#Merges 24 h",
                        "#Rows 24 h",
                        "#Median",
                        "#99 %",
                        "#Parts",
                        "#Rows"));
        int most = all ? targets.size() : MOST_TARGETS;
        targets.stream()
                .limit(most)
                .forEach(entry -> target(html, entry.getKey(), entry.getValue(), known.get(entry.getKey())));
        Layout.closeTable(html);
        Layout.more(html, most, targets.size(), "tables", Links.with(Links.OVERVIEW, "all", "1"));
    }

    private Condition worst(List<Table> tables) {
        return tables.stream().map(sources::condition).sorted().findFirst().orElse(Condition.CURRENT);
    }

    private static boolean refuses(@Nullable Target target) {
        return target != null && !target.refusal().isEmpty();
    }

    private void target(Html html, String name, List<Table> tables, @Nullable Target target) {
        Condition condition = worst(tables);
        if (refuses(target)) {
            html.open("tr", "class", Condition.SET_ASIDE.cssClass())
                    .element("td", Condition.SET_ASIDE.mark(), "title", "it refuses its commits");
        } else {
            html.open("tr", "class", condition.cssClass())
                    .element("td", condition.mark(), "title", condition.meaning());
        }
        html.open("td").link(name, Links.table(name)).close();
        Layout.cell(html, StatusPrinter.phases(tables));
        Layout.number(html, StatusPrinter.snapshot(tables));
        Layout.number(
                html, Texts.count(tables.stream().mapToLong(Table::deadLetters).sum()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.ago(target.lastCommit(), status.now()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.count(target.merges()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.count(target.upserts() + target.deletes()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.shortDuration(target.median()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.shortDuration(target.percentile99()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.count(target.parts()));
        Layout.number(html, target == null ? Texts.UNKNOWN : Texts.count(target.rows()));
        html.close();
    }

    private void servers(Html html) {
        List<Server> servers = StatusPrinter.worstFirst(status);
        if (servers.isEmpty()) {
            return;
        }
        html.element("h2", "MySQL servers");
        int most = all ? servers.size() : MOST_SERVERS;
        printServers(html, status, servers.stream().limit(most).toList());
        Layout.more(html, most, servers.size(), "servers", Links.with(Links.OVERVIEW, "all", "1"));
    }

    private static String cssClass(Server server) {
        return server.paused() != null
                ? Condition.PAUSED.cssClass()
                : server.awaySince() != null ? Condition.AWAY.cssClass() : "";
    }

    /** A line for each server. */
    static void printServers(Html html, JobStatus status, List<Server> servers) {
        Map<String, List<Table>> tables = status.byServer();
        Layout.openTable(
                html,
                List.of("Server", "Tables", "#Snapshot", "#Lag", "#Unread", "#Retention left", "Read up to", "Binlog"));
        for (Server server : servers) {
            List<Table> own = tables.getOrDefault(server.name(), List.of());
            html.open("tr", "class", cssClass(server));
            html.open("td")
                    .link(server.name(), Links.with(Links.OVERVIEW, "q", server.name()))
                    .close();
            Layout.cell(
                    html,
                    (server.paused() == null ? "" : "PAUSED; ")
                            + (server.awaySince() == null ? "" : "AWAY since " + Texts.time(server.awaySince()) + "; ")
                            + StatusPrinter.phases(own));
            Layout.number(html, StatusPrinter.snapshot(own));
            Layout.number(html, Texts.duration(server.lag()));
            Layout.number(html, Texts.bytes(server.bytesBehind()));
            Layout.number(html, Texts.duration(server.retentionLeft()));
            Layout.cell(html, Texts.time(server.readUpTo()));
            Layout.cell(html, server.binlogFile().isEmpty() ? "" : server.binlogFile() + ":" + server.binlogOffset());
            html.close();
        }
        Layout.closeTable(html);
    }
}
