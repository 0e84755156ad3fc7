package dev.tributary.web;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.model.TableId;
import dev.tributary.status.DeadLetterReader.DeadLetter;
import dev.tributary.status.JobStatus;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JobStatus.Target;
import dev.tributary.status.MergeResults.Span;
import dev.tributary.status.StatusPrinter;
import dev.tributary.status.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One table in ClickHouse: where its source tables stand, how late its commits are, what waits aside, what happened, what it looks like. */
final class TablePage {

    private static final int MOST_SOURCES = 50;
    private static final Duration EVENTS_OF = Duration.ofDays(7);

    private final Request request;
    private final JobData data;
    private final JobStatus status;
    private final String name;
    private final List<Table> sources;
    private final Optional<Target> target;

    TablePage(Request request, JobData data) {
        this.request = request;
        this.data = data;
        this.status = data.status();
        this.name = request.get("name");
        this.sources = sources(status, name);
        this.target = status.targets().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
    }

    /** Those that go into the table, and those of the same name that were set aside before the job started, which have no target. */
    private static List<Table> sources(JobStatus status, String target) {
        List<Table> planned = status.tables().stream()
                .filter(table -> table.target().equals(target))
                .toList();
        Set<String> names =
                planned.stream().map(table -> simpleName(table.name())).collect(Collectors.toSet());
        return status.tables().stream()
                .filter(table -> table.target().equals(target)
                        || table.target().isEmpty() && names.contains(simpleName(table.name())))
                .toList();
    }

    private static String simpleName(String qualified) {
        return qualified.substring(qualified.indexOf('.') + 1);
    }

    boolean exists() {
        return !name.isEmpty() && (target.isPresent() || !sources.isEmpty());
    }

    String title() {
        return name;
    }

    void print(Html html) {
        html.element("h1", name);
        facts(html);
        int dot = name.indexOf('.');
        Optional<TableId> id = dot > 0 && dot < name.length() - 1
                ? Optional.of(new TableId(name.substring(0, dot), name.substring(dot + 1)))
                : Optional.empty();
        target.map(Target::refusal)
                .filter(refusal -> !refusal.isEmpty())
                .ifPresent(refusal -> html.element("p", "✗ it refuses its commits. " + refusal, "class", "finding"));
        plots(html);
        sources(html);
        letters(html);
        html.element("h2", "Events of the last 7 days");
        Set<String> names = sources.stream().map(Table::name).collect(Collectors.toSet());
        EventsPage.print(
                html,
                data.events(status.now().minus(EVENTS_OF)).stream()
                        .filter(event -> names.contains(event.mysqlTable()))
                        .toList());
        id.flatMap(data::structure).ifPresent(structure -> structure(html, structure));
    }

    private void facts(Html html) {
        html.open("div", "class", "facts");
        Layout.fact(html, StatusPrinter.phases(sources), "source tables");
        String snapshot = StatusPrinter.snapshot(sources);
        Layout.fact(html, snapshot.isEmpty() ? Texts.UNKNOWN : snapshot, "snapshot");
        target.ifPresent(known -> {
            Layout.fact(html, Texts.ago(known.lastCommit(), status.now()), "last commit");
            Layout.fact(html, Texts.count(known.merges()), "merges in 24 h");
            Layout.fact(html, Texts.shortDuration(known.median()), "median of a merge");
            Layout.fact(html, Texts.shortDuration(known.percentile99()), "99 % of the merges");
            Layout.fact(html, Texts.count(known.rows()), "rows");
            Layout.fact(html, Texts.count(known.parts()), "parts");
        });
        html.close();
    }

    private void plots(Html html) {
        PlotRange range = PlotRange.of(request.get("range"));
        Instant until = status.now();
        Instant since = until.minus(range.length().multipliedBy(PlotRange.SPANS));
        List<Span> spans = data.spans(name, since, range.length(), PlotRange.SPANS);
        html.element("h2", "Commits");
        html.open("p", "class", "ranges");
        for (PlotRange each : PlotRange.values()) {
            String link = Links.with("table", "name", name, "range", each.text());
            if (each == range) {
                html.link(each.text(), link, "aria-current", "true");
            } else {
                html.link(each.text(), link);
            }
        }
        html.close();
        Plot plot = new Plot(since, range.length(), PlotRange.SPANS);
        html.element(
                "p",
                "Latency, from the commit in MySQL to that in ClickHouse, of each merge's newest row: the longest, and the median"
                        + " before it. Rows of snapshots have none.");
        plot.latency(html, spans);
        html.element("p", "Rows merged.");
        plot.rows(html, spans);
    }

    private void sources(Html html) {
        SourceTables tables = new SourceTables(status);
        html.element("h2", "Source tables");
        int most = request.has("all") ? sources.size() : MOST_SOURCES;
        tables.print(html, tables.worstFirst(sources), most);
        Layout.more(html, most, sources.size(), "tables", Links.with("table", "name", name, "all", "1"));
    }

    private void letters(Html html) {
        long all = sources.stream().mapToLong(Table::deadLetters).sum();
        html.element("h2", "Dead letters");
        if (all == 0) {
            html.element("p", "None: every row is in the table.");
            return;
        }
        Set<String> names =
                sources.stream().map(table -> simpleName(table.name())).collect(Collectors.toSet());
        List<DeadLetter> letters = data.deadLetters(names);
        html.element(
                "p",
                Texts.count(all) + " rows do not fit. Mend their values or the configuration, then run"
                        + " 'tributary replay-dead-letters' while the job is stopped."
                        + (letters.size() < all ? " The newest " + letters.size() + ":" : ""));
        Layout.openTable(html, List.of("Time", "Database", "Table", "Key", "Column", "Cause"));
        for (DeadLetter letter : letters) {
            html.open("tr");
            Layout.cell(html, Texts.time(letter.sourceTime()));
            Layout.cell(html, letter.sourceDatabase());
            Layout.cell(html, letter.table());
            Layout.cell(html, letter.rowKey());
            Layout.cell(html, letter.column());
            Layout.cell(html, letter.cause());
            html.close();
        }
        Layout.closeTable(html);
    }

    private static void structure(Html html, ExistingTable structure) {
        html.element("h2", "Structure in ClickHouse");
        html.element("p", structure.engine() + " ORDER BY " + structure.sortingKey());
        Layout.openTable(html, List.of("Column", "Type", ""));
        for (ExistingColumn column : structure.columns()) {
            html.open("tr");
            Layout.cell(html, column.name());
            Layout.cell(html, column.type());
            Layout.cell(html, column.defaultKind());
            html.close();
        }
        Layout.closeTable(html);
    }
}
