package dev.tributary.schema;

import dev.tributary.model.TableId;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is known of one source table beyond the configuration.
 *
 * @param sourceDatabase the connection's name
 * @param table the source table
 * @param resyncs how often it was asked to be read by a new snapshot
 * @param decision what was decided about it last
 * @param cause why it is set aside; empty where it is not
 */
public record TableState(String sourceDatabase, TableId table, int resyncs, Decision decision, String cause) {

    /** What can be decided about a table. Of several under one number of resyncs the last in this order counts. */
    public enum Decision {
        /** It is read by a new snapshot, and followed. */
        READ_ANEW("resync"),
        /** It is set aside until it is read by a new snapshot, which nobody needs to ask for. */
        AWAITS_RESYNC("awaits resync"),
        /** It is set aside until somebody has it resumed, which reads it by a new snapshot. */
        PAUSED("paused"),
        /** It is set aside until somebody asks for it to be read by a new snapshot. */
        SET_ASIDE("set aside");

        private final String event;

        Decision(String event) {
            this.event = event;
        }

        /** As it stands in the control table. */
        String event() {
            return event;
        }

        static Optional<Decision> of(String event) {
            return Arrays.stream(values())
                    .filter(decision -> decision.event.equals(event))
                    .findFirst();
        }
    }

    /** Whether nothing is read of it, for whatever reason. */
    public boolean isSetAside() {
        return decision != Decision.READ_ANEW;
    }

    public boolean awaitsResync() {
        return decision == Decision.AWAITS_RESYNC;
    }

    public boolean isPaused() {
        return decision == Decision.PAUSED;
    }

    /** What becomes of it when it is read by a new snapshot. */
    public TableState readAnew() {
        return new TableState(sourceDatabase, table, resyncs + 1, Decision.READ_ANEW, "");
    }

    public boolean isOf(String connection, TableId candidate) {
        return sourceDatabase.equals(connection) && table.equals(candidate);
    }
}
