package dev.tributary.status;

import dev.tributary.journal.Phase;
import dev.tributary.status.JobStatus.Liveness;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JobStatus.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A status as text for a terminal: what is not well first, then a line for each server, each table and each target. Of many servers
 * only the worst are shown, and each source table by itself only where it is asked for.
 */
public final class StatusPrinter {

    private static final int MOST_SERVERS = 25;
    private static final int MOST_FINDINGS = 20;

    private final boolean details;
    private final StringBuilder out = new StringBuilder();

    private StatusPrinter(boolean details) {
        this.details = details;
    }

    /** @param details whether every server and every source table has a line of its own */
    public static String print(JobStatus status, List<String> findings, boolean details) {
        StatusPrinter printer = new StatusPrinter(details);
        printer.head(status);
        printer.findings(findings, Pauses.of(status));
        status.discovered()
                .forEach(found -> printer.out.append("! ").append(found).append('\n'));
        if (!status.tables().isEmpty() || !status.servers().isEmpty()) {
            printer.servers(status);
            printer.tables(status);
        }
        if (!status.targets().isEmpty()) {
            printer.targets(status);
        }
        printer.foot(status);
        return printer.out.toString();
    }

    /** Whether the job lives, in a few words. */
    public static String life(JobStatus status) {
        Duration age = status.life().age();
        return switch (status.life().liveness()) {
            case NEVER_RAN -> "never ran";
            case RUNNING -> "running, sign of life " + Texts.duration(age) + " ago";
            case STOPPED -> "stopped " + Texts.duration(age) + " ago";
            case SILENT -> "silent, last sign of life " + Texts.duration(age) + " ago";
        };
    }

    private void head(JobStatus status) {
        out.append("job ").append(status.job()).append(": ").append(life(status));
        if (!status.life().flinkJob().isEmpty()) {
            out.append(" (Flink job ").append(status.life().flinkJob()).append(')');
        }
        out.append('\n');
    }

    private void findings(List<String> findings, List<String> pauses) {
        int most = details ? Integer.MAX_VALUE : MOST_FINDINGS;
        findings.stream()
                .limit(most)
                .forEach(finding -> out.append("✗ ").append(finding).append('\n'));
        if (findings.size() > most) {
            out.append("  … and ").append(findings.size() - most).append(" more, see --details\n");
        }
        if (findings.isEmpty()) {
            out.append(pauses.isEmpty() ? "✓ all is well\n" : "✓ all that is not paused is well\n");
        }
        pauses.stream()
                .limit(most)
                .forEach(pause -> out.append("‖ ").append(pause).append('\n'));
        if (pauses.size() > most) {
            out.append("  … and ").append(pauses.size() - most).append(" more that are paused, see --details\n");
        }
    }

    private void servers(JobStatus status) {
        Map<String, List<Table>> tables = status.byServer();
        List<Server> servers = worstFirst(status);
        int most = details ? Integer.MAX_VALUE : MOST_SERVERS;
        TextTable lines =
                new TextTable(2, "SERVER", "TABLES", "SNAPSHOT", "ROWS READ", "LAG", "UNREAD", "RETENTION LEFT");
        servers.stream().limit(most).forEach(server -> {
            List<Table> own = tables.getOrDefault(server.name(), List.of());
            lines.add(
                    server.name(),
                    (server.paused() == null ? "" : "PAUSED; ")
                            + (server.awaySince() == null ? "" : "AWAY; ")
                            + phases(own),
                    snapshot(own),
                    Texts.count(own.stream().mapToLong(StatusPrinter::rows).sum()),
                    Texts.duration(server.lag()),
                    Texts.bytes(server.bytesBehind()),
                    Texts.duration(server.retentionLeft()));
        });
        out.append('\n');
        lines.print(out);
        if (servers.size() > most) {
            out.append("… and ")
                    .append(servers.size() - most)
                    .append(" more servers, none of them worse; --details shows all\n");
        }
    }

    /** The servers that are away first, then those with tables that are set aside or not current, then those that are behind. */
    public static List<Server> worstFirst(JobStatus status) {
        Map<String, List<Table>> tables = status.byServer();
        return status.servers().stream()
                .sorted(Comparator.comparingInt(
                                (Server server) -> badness(server, tables.getOrDefault(server.name(), List.of())))
                        .reversed()
                        .thenComparing(
                                server -> server.lag() == null ? Duration.ZERO : server.lag(),
                                Comparator.reverseOrder())
                        .thenComparing(Server::name))
                .toList();
    }

    private static int badness(Server server, List<Table> tables) {
        boolean aside = tables.stream().anyMatch(table -> table.phase() == Phase.SET_ASIDE);
        boolean busy = tables.stream().anyMatch(table -> !table.isCurrent());
        return server.awaySince() != null ? 3 : aside ? 2 : busy ? 1 : 0;
    }

    private static long rows(Table table) {
        return table.rowsRead() + table.changesRead();
    }

    /** How many tables are in which phase. */
    public static String phases(List<Table> tables) {
        Map<Phase, Long> counts = new EnumMap<>(Phase.class);
        tables.forEach(table -> counts.merge(table.phase(), 1L, Long::sum));
        long anew = tables.stream()
                .filter(table -> table.readAnew() && !table.isCurrent() && !table.isLeftAlone())
                .count();
        return counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey().text())
                        .collect(Collectors.joining(", "))
                + (anew == 0 ? "" : " (" + anew + " read anew)");
    }

    /** How much of all snapshots is read, by their rows where these are known, and when the slowest is. */
    public static String snapshot(List<Table> tables) {
        List<Table> counted =
                tables.stream().filter(table -> !table.isLeftAlone()).toList();
        if (counted.stream().allMatch(Table::isCurrent)) {
            return counted.isEmpty() ? "" : "100 %";
        }
        double all = 0;
        double read = 0;
        for (Table table : counted) {
            Double share = table.share();
            if (share == null) {
                return "";
            }
            double weight = table.rowsEstimated() == null ? 1 : Math.max(1, table.rowsEstimated());
            all += weight;
            read += weight * share;
        }
        String left = counted.stream()
                .map(Table::timeLeft)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(duration -> ", " + Texts.duration(duration) + " left")
                .orElse("");
        return (read >= all ? "99 %" : Texts.percent(read / all)) + left;
    }

    private void tables(JobStatus status) {
        out.append('\n');
        if (details) {
            TextTable lines = new TextTable(3, "DATABASE", "TABLE", "PHASE", "ROWS READ", "CHANGES", "DEAD LETTERS");
            status.tables()
                    .forEach(table -> lines.add(
                            table.sourceDatabase(),
                            table.name(),
                            phase(table),
                            Texts.count(table.rowsRead()),
                            Texts.count(table.changesRead()),
                            Texts.count(table.deadLetters())));
            lines.print(out);
            return;
        }
        TextTable lines = new TextTable(2, "TARGET", "TABLES", "SNAPSHOT", "ROWS READ", "CHANGES", "DEAD LETTERS");
        status.byTarget()
                .forEach((target, tables) -> lines.add(
                        target.isEmpty() ? Texts.UNKNOWN : target,
                        phases(tables),
                        snapshot(tables),
                        Texts.count(tables.stream().mapToLong(Table::rowsRead).sum()),
                        Texts.count(
                                tables.stream().mapToLong(Table::changesRead).sum()),
                        Texts.count(
                                tables.stream().mapToLong(Table::deadLetters).sum())));
        lines.print(out);
    }

    /** Where a table stands; of a snapshot with its chunks. */
    public static String phase(Table table) {
        String anew = table.readAnew() && !table.isCurrent() ? ", read anew" : "";
        return switch (table.phase()) {
            case SNAPSHOT ->
                ("snapshot " + Texts.percent(table.share())).strip() + " (" + table.chunksDone() + " of "
                        + (table.chunksTotal() == null ? "?" : table.chunksTotal()) + " chunks)"
                        + (table.timeLeft() == null ? "" : ", " + Texts.duration(table.timeLeft()) + " left") + anew;
            case WAITING, CATCHING_UP, STREAMING, READ, PAUSED, SET_ASIDE ->
                table.phase().text() + (table.isLeftAlone() ? "" : anew);
        };
    }

    private void targets(JobStatus status) {
        TextTable lines = new TextTable(
                1, "TARGET", "LAST COMMIT", "MERGES 24 H", "ROWS 24 H", "MEDIAN", "99 %", "PARTS", "ROWS");
        for (Target target : status.targets()) {
            lines.add(
                    target.name(),
                    Texts.ago(target.lastCommit(), status.now()),
                    Texts.count(target.merges()),
                    Texts.count(target.upserts() + target.deletes()),
                    Texts.shortDuration(target.median()),
                    Texts.shortDuration(target.percentile99()),
                    Texts.count(target.parts()),
                    Texts.count(target.rows()));
        }
        out.append('\n');
        lines.print(out);
    }

    private void foot(JobStatus status) {
        out.append('\n')
                .append(Texts.count(status.stagedRows()))
                .append(" rows in ")
                .append(status.stagingTables())
                .append(" staging tables wait for their merge; ")
                .append(Texts.count(status.deadLetters()))
                .append(" dead letters\n");
        if (status.life().liveness() == Liveness.NEVER_RAN) {
            out.append("'tributary run' starts the job\n");
        }
    }
}
