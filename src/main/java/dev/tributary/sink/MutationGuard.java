package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.time.Duration;

/** Watches the classic mutations of one target (ClickHouse issue 116686 is what it guards against). */
final class MutationGuard {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ClickHouseClient clickHouse;
    private final TableId target;

    MutationGuard(ClickHouseClient clickHouse, TableId target) {
        this.clickHouse = clickHouse;
        this.target = target;
    }

    /** Waits until no mutation of the target is unfinished; answers what {@link #latest} answers then. */
    String awaitQuiet() {
        String[] latest = {""};
        Polling.until(
                () -> {
                    latest[0] = latest();
                    return "0"
                            .equals(clickHouse.queryValue(
                                    "SELECT count() FROM system.mutations WHERE " + ofTarget() + " AND NOT is_done"));
                },
                PATIENCE,
                "a mutation of " + target + " did not finish; see system.mutations for what holds it up");
        return latest[0];
    }

    /** Changes whenever a mutation is started. */
    String latest() {
        String value = clickHouse.queryValue(
                "SELECT concat(toString(count()), ' ', max(mutation_id)) FROM system.mutations WHERE " + ofTarget());
        return value == null ? "" : value;
    }

    private String ofTarget() {
        return "database = " + Identifiers.literal(target.database()) + " AND table = "
                + Identifiers.literal(target.table());
    }
}
