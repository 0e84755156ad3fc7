package dev.tributary.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was looked at while planning, and with what result, in the order of looking. */
public final class Checklist {

    /**
     * One thing that was looked at.
     *
     * @param subject the server, connection or table, for grouping
     * @param text what was found
     * @param problem null where all is well
     */
    public record Item(
            String subject, String text, @Nullable Problem problem) {}

    private final List<Item> items = new ArrayList<>();

    public void passed(String subject, String text) {
        items.add(new Item(subject, text, null));
    }

    public void failed(String subject, String message) {
        failed(subject, new Problem(subject, message));
    }

    public void failed(String subject, Problem problem) {
        items.add(new Item(subject, problem.message(), problem));
    }

    public void addAll(Checklist other) {
        items.addAll(other.items);
    }

    public List<Item> items() {
        return List.copyOf(items);
    }

    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (Item item : items) {
            if (item.problem() != null) {
                problems.add(item.problem());
            }
        }
        return problems;
    }

    /** How many problems there are by now: a caller compares two counts to see whether a step went well. */
    public int failures() {
        return problems().size();
    }
}
