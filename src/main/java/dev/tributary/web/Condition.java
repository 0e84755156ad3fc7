package dev.tributary.web;

import dev.tributary.journal.Phase;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How well a source table is, the worst first. The mark says the same as the colour, for those who see none. */
enum Condition {
    SET_ASIDE("✗", "set aside, or not read"),
    AWAY("⚡", "server away"),
    BEHIND("◷", "server behind"),
    /** It, or its server. That is wanted, so nothing of it counts as not well. */
    PAUSED("‖", "paused"),
    READING("…", "being read by a snapshot"),
    CURRENT("✓", "current");

    /** As {@code status --max-lag} has it. */
    static final Duration LONGEST_LAG = Duration.ofMinutes(10);

    private final String mark;
    private final String meaning;

    Condition(String mark, String meaning) {
        this.mark = mark;
        this.meaning = meaning;
    }

    static Condition of(Table table, @Nullable Server server) {
        if (table.phase() == Phase.PAUSED) {
            return PAUSED;
        }
        if (table.phase() == Phase.SET_ASIDE || !table.cause().isEmpty()) {
            return SET_ASIDE;
        }
        if (server != null && server.paused() != null) {
            return PAUSED;
        }
        if (server != null && server.awaySince() != null) {
            return AWAY;
        }
        if (server != null && server.lag() != null && server.lag().compareTo(LONGEST_LAG) > 0) {
            return BEHIND;
        }
        return table.isCurrent() ? CURRENT : READING;
    }

    String mark() {
        return mark;
    }

    String meaning() {
        return meaning;
    }

    /** In the style sheet. */
    String cssClass() {
        return switch (this) {
            case SET_ASIDE, AWAY -> "bad";
            case BEHIND -> "late";
            case PAUSED -> "paused";
            case READING -> "busy";
            case CURRENT -> "well";
        };
    }
}
