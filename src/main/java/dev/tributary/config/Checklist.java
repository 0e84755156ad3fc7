package dev.tributary.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was looked at while planning, and with what result, in the order of looking. */
public final class Checklist {

    /** What came of looking. */
    public enum Finding {
        PASSED,
        /** It works, and somebody should know of it. */
        NOTED,
        FAILED
    }

    /**
     * One thing that was looked at.
     *
     * @param subject the server, connection or table, for grouping
     * @param text what was found
     * @param problem null unless the finding is a failure
     */
    public record Item(
            Finding finding,
            String subject,
            String text,
            @Nullable Problem problem) {}

    private final List<Item> items = new ArrayList<>();

    public void passed(String subject, String text) {
        items.add(new Item(Finding.PASSED, subject, text, null));
    }

    public void noted(String subject, String text) {
        items.add(new Item(Finding.NOTED, subject, text, null));
    }

    public void failed(String subject, String message) {
        failed(subject, new Problem(subject, message));
    }

    public void failed(String subject, Problem problem) {
        items.add(new Item(Finding.FAILED, subject, problem.message(), problem));
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
