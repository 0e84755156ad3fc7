package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Problems that a table of the configuration has in its databases. A slip is mostly the same in all of them, and is told once then,
 * with the connections.
 */
final class AlikeProblems {

    /** Stands in a place for the connection, or the connections, that have the problem. */
    static final String WHO = "{connection}";

    private record Alike(String place, String message) {}

    private record One(SourceDatabase source, String place, String message) {}

    private final String table;
    private final Checklist checklist;
    private final Map<Alike, List<One>> problems = new LinkedHashMap<>();

    /** @param table its name in MySQL */
    AlikeProblems(String table, Checklist checklist) {
        this.table = table;
        this.checklist = checklist;
    }

    /**
     * Keeps a problem until {@link #tell}.
     *
     * @param place where it is, with {@link #WHO} in it; both it and the message may name the table with its database
     */
    void add(SourceDatabase source, String place, String message) {
        String own = source.connection().database() + "." + table;
        problems.computeIfAbsent(
                        new Alike(place.replace(own, table), message.replace(own, table)), unused -> new ArrayList<>())
                .add(new One(source, place, message));
    }

    void tell() {
        problems.forEach((alike, each) -> {
            One first = each.get(0);
            Problem problem = each.size() == 1
                    ? new Problem(
                            first.place()
                                    .replace(
                                            WHO, "connection '" + first.source().name() + "'"),
                            first.message())
                    : new Problem(
                            alike.place()
                                    .replace(
                                            WHO,
                                            "connections "
                                                    + each.stream()
                                                            .map(one ->
                                                                    one.source().name())
                                                            .toList()),
                            alike.message());
            checklist.failed("table " + table, problem);
        });
        problems.clear();
    }
}
