package dev.tributary.plan;

import dev.tributary.config.Patterns;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.Column;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan as text for a terminal. No secret is in it. */
public final class PlanPrinter {

    private final ReplicationPlan plan;
    private final StringBuilder out = new StringBuilder();

    private PlanPrinter(ReplicationPlan plan) {
        this.plan = plan;
    }

    public static String print(ReplicationPlan plan) {
        PlanPrinter printer = new PlanPrinter(plan);
        printer.printJob();
        printer.printPatterns();
        plan.servers().forEach(printer::printServer);
        printer.printLeftOut();
        printer.printRefusing();
        plan.targets().forEach(printer::printTarget);
        printer.printViews();
        return printer.out.toString();
    }

    private void printJob() {
        line("Job " + plan.config().job().name() + ": " + count(plan.servers().size(), "MySQL server") + ", "
                + count(plan.targets().size(), "target") + ", "
                + count(plan.views().size(), "view") + "; parallelism "
                + plan.config().job().parallelism() + ", commits every "
                + text(plan.config().job().checkpointInterval()));
        line("ClickHouse " + plan.config().clickHouse().url() + " as user "
                + plan.config().clickHouse().user() + "; staging in "
                + plan.config().clickHouse().stagingDatabase() + ", ledger in "
                + plan.config().clickHouse().controlDatabase());
    }

    private void printPatterns() {
        List<Patterns.Match> matches = plan.config().patterns().matches();
        if (!matches.isEmpty()) {
            line("");
            line("Patterns stand for");
            matches.forEach(match -> line("  " + match));
        }
    }

    private void printServer(ServerPlan server) {
        line("");
        line("MySQL server "
                + server.endpoint().addresses().stream().map(Objects::toString).collect(Collectors.joining(", else "))
                + " as user "
                + server.endpoint().user() + ", TLS "
                + server.endpoint().tls().name().toLowerCase(Locale.ROOT) + ", server-ids from "
                + server.firstServerId());
        Map<String, List<RoutePlan>> byConnection = server.routes().stream()
                .collect(Collectors.groupingBy(RoutePlan::sourceDatabase, TreeMap::new, Collectors.toList()));
        byConnection.forEach((connection, routes) -> routes.forEach(route -> printRoute(connection, route)));
    }

    private void printRoute(String connection, RoutePlan route) {
        line("  " + connection + ": " + route.source().id() + " → "
                + route.target().target());
        route.foreignKeys().stream()
                .filter(key -> key.child().equals(route.source().id()))
                .forEach(key -> line("    rows without events of their own: foreign key " + key));
    }

    private void printLeftOut() {
        if (!plan.leftOut().isEmpty()) {
            line("");
            line("Left out until 'resync', or 'resume' after a pause, takes them back");
            plan.leftOut().forEach(table -> line("  " + table));
        }
        if (!plan.readAnew().isEmpty()) {
            line("");
            line("Read anew by a snapshot, for a statement that could not be followed");
            plan.readAnew()
                    .forEach(
                            table -> line("  " + table.sourceDatabase() + ": " + table.table() + ": " + table.cause()));
        }
    }

    private void printRefusing() {
        if (!plan.refusing().isEmpty()) {
            line("");
            line("Targets that refuse their commits, which wait and are tried again");
            plan.refusing().forEach(target -> line("  " + target));
        }
    }

    private static String state(TargetPlan target) {
        if (!target.exists()) {
            return " (will be created)";
        }
        return target.addedColumns().isEmpty() ? " (exists, stays as it is)" : " (exists, gets columns)";
    }

    private void printTarget(TargetPlan target) {
        TargetSchema schema = target.schema();
        line("");
        line("Target " + schema.target() + state(target));
        line("  merge key: " + String.join(", ", schema.keyColumnNames()));
        line("  deletes by: " + mechanism(target.mechanism()));
        line("  columns:");
        int width = schema.columnNames().stream().mapToInt(String::length).max().orElse(0);
        int typeWidth =
                schema.columns().stream().mapToInt(c -> c.type().length()).max().orElse(0);
        for (TargetColumn column : schema.columns()) {
            String padded = String.format("    %-" + width + "s  %-" + typeWidth + "s  ", column.name(), column.type());
            line((padded + origin(schema, column)).stripTrailing());
        }
        if (!target.dates().isEmpty()) {
            line("  dates:");
            target.dates().forEach(note -> line("    " + note));
        }
        List<String> statements = target.statements()
                .subList(target.exists() ? 1 : 0, target.statements().size());
        if (!statements.isEmpty()) {
            line("  statement:");
            statements.forEach(statement -> statement.lines().forEach(text -> line("    " + text)));
        }
    }

    private String origin(TargetSchema schema, TargetColumn column) {
        if (column.name().equals(TargetSchema.SOURCE_DATABASE)) {
            return "the connection's name";
        }
        List<RoutePlan> routes = plan.servers().stream()
                .flatMap(server -> server.routes().stream())
                .filter(route -> route.target().target().equals(schema.target()))
                .toList();
        String types = routes.stream()
                .flatMap(route -> route.source().column(column.name()).stream())
                .map(PlanPrinter::text)
                .distinct()
                .collect(Collectors.joining(" / "));
        List<String> without = routes.stream()
                .filter(route -> route.source().column(column.name()).isEmpty())
                .map(RoutePlan::sourceDatabase)
                .toList();
        return types + (without.isEmpty() ? "" : ", not in " + String.join(", ", without));
    }

    private static String text(Column column) {
        return column.type() + (column.nullable() ? "" : " not null");
    }

    private void printViews() {
        if (plan.views().isEmpty()) {
            return;
        }
        line("");
        line("Views to refresh");
        for (ViewPlan view : plan.views()) {
            line("  " + view.view() + " after commits of "
                    + view.dependsOn().stream().map(Objects::toString).collect(Collectors.joining(", "))
                    + ", at most every " + text(view.minimumInterval()));
        }
    }

    private static String mechanism(DeleteMechanism mechanism) {
        return switch (mechanism) {
            case PATCH_PARTS -> "patch parts";
            case LIGHTWEIGHT_MUTATION -> "lightweight mutation";
            case AUTO -> throw new IllegalStateException("a plan has no open choice");
        };
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
