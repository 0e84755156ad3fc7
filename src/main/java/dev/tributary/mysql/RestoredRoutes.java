package dev.tributary.mysql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.assigners.AssignerStatus;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.jspecify.annotations.Nullable;

/** Holds the tables of a plan against those of the state that the job goes on from. */
final class RestoredRoutes {

    private static final String REMEDY =
            " Give it back what it had; or leave the table out, stop with a savepoint, and put"
                    + " it in again with what it shall have, so that it is read by a snapshot.";

    private RestoredRoutes() {}

    /**
     * Refuses what would be wrong in silence: a table whose rows went elsewhere so far, and a new one that the connector
     * would not read by a snapshot.
     */
    static void requireCompatible(ServerSourceState state, List<RouteIdentity> planned) {
        Map<String, RouteIdentity> known = new HashMap<>();
        state.routes().forEach(route -> known.put(route.table(), route));
        List<String> problems = new ArrayList<>();
        for (RouteIdentity route : planned) {
            RouteIdentity before = known.get(route.table());
            if (before == null) {
                if (!snapshotIsComplete(state.splits())) {
                    problems.add("table " + route.table() + " is new, but the state is from the middle of the first"
                            + " snapshot. Let that end before tables are added.");
                }
            } else if (!before.equals(route)) {
                problems.add(difference(before, route) + REMEDY);
            }
        }
        if (!problems.isEmpty()) {
            throw new StateMismatchException(
                    "the job cannot go on from this state with this configuration: " + String.join(" ", problems));
        }
    }

    private static String difference(RouteIdentity before, RouteIdentity now) {
        String table = "table " + now.table();
        if (!before.sourceDatabase().equals(now.sourceDatabase())) {
            return table + " was replicated as connection '" + before.sourceDatabase() + "' and now is as '"
                    + now.sourceDatabase() + "'; the rows that are there keep the old name.";
        }
        if (!before.target().equals(now.target())) {
            return table + " was replicated into " + before.target() + " and now is into " + now.target()
                    + ", where the rows so far would be missing.";
        }
        return table + " was merged by " + before.mergeKey() + " and now is by " + now.mergeKey()
                + ", by which the rows so far may not be told apart.";
    }

    private static boolean snapshotIsComplete(@Nullable PendingSplitsState splits) {
        if (splits == null) {
            return true; // nothing was read yet
        }
        return splits instanceof HybridPendingSplitsState hybrid
                && AssignerStatus.isAssigningFinished(
                        hybrid.getSnapshotPendingSplits().getSnapshotAssignerStatus());
    }
}
