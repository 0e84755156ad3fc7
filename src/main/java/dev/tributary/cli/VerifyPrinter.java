package dev.tributary.cli;

import dev.tributary.config.Problem;
import dev.tributary.status.JsonText;
import dev.tributary.verify.Difference;
import dev.tributary.verify.VerifyReport;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints what a verification found; as text, the last line is the result, whatever came before. */
final class VerifyPrinter {

    private final PrintWriter out;

    VerifyPrinter(PrintWriter out) {
        this.out = out;
    }

    /** @param problems why tables of the configuration were not compared */
    void print(VerifyReport report, List<Problem> problems, OutputFormat format) {
        switch (format) {
            case TEXT -> printText(report, problems);
            case JSON -> out.println(JsonText.of(json(report, problems)));
        }
        out.flush();
    }

    private void printText(VerifyReport report, List<Problem> problems) {
        report.routes().stream().filter(route -> route.differences() > 0).forEach(this::print);
        problems.forEach(problem -> out.println("✗ " + problem));
        report.notes().forEach(note -> out.println("note: " + note));
        out.println(report.summary());
    }

    private void print(RouteReport route) {
        out.println(title(route) + ": " + route.rows() + " rows, " + route.differences() + " differences");
        for (Difference difference : route.details()) {
            out.println("  " + difference.kind() + " " + key(route, difference));
            difference.values().forEach(value -> out.println("    " + value));
        }
        long more = route.differences() - route.details().size();
        if (more > 0) {
            out.println("  … and " + more + " more");
        }
    }

    static String title(RouteReport route) {
        return route.sourceDatabase() + ": " + route.source() + " → " + route.target();
    }

    private static String key(RouteReport route, Difference difference) {
        return IntStream.range(0, route.keyColumns().size())
                .mapToObj(
                        i -> route.keyColumns().get(i) + "=" + difference.key().get(i))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> json(VerifyReport report, List<Problem> problems) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("equal", report.differences() == 0 && problems.isEmpty());
        json.put("tables", report.routes().size());
        json.put("rows", report.rows());
        json.put("differences", report.differences());
        json.put("problems", problems.stream().map(Problem::toString).toList());
        json.put("notes", report.notes());
        List<Map<String, Object>> routes = new ArrayList<>();
        report.routes().forEach(route -> routes.add(json(route)));
        json.put("compared", routes);
        return json;
    }

    private static Map<String, Object> json(RouteReport route) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source_database", route.sourceDatabase());
        json.put("source", route.source().toString());
        json.put("target", route.target().toString());
        json.put("rows", route.rows());
        json.put("method", route.method());
        json.put("why_by_rows", String.valueOf(route.whyByRows() == null ? "" : route.whyByRows()));
        json.put("differences", route.differences());
        json.put("key_columns", route.keyColumns());
        json.put("details", route.details());
        return json;
    }
}
