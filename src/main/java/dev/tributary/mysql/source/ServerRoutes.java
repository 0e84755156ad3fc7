package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a server that are replicated: those of the plan, and those that the running job has taken in since. One thread
 * adds to them, any looks.
 */
final class ServerRoutes {

    private final Set<TableId> planned;
    private final CountDownLatch known;
    private volatile Map<TableId, RoutePlan> routes;

    /** @param awaitsMore whether nothing may be made of a table that is not among them before {@link #areKnown} */
    ServerRoutes(List<RoutePlan> planned, boolean awaitsMore) {
        this.planned = planned.stream().map(route -> route.source().id()).collect(Collectors.toUnmodifiableSet());
        this.known = new CountDownLatch(awaitsMore ? 1 : 0);
        this.routes = Map.of();
        add(planned);
    }

    Collection<RoutePlan> all() {
        return routes.values();
    }

    @Nullable
    RoutePlan find(TableId table) {
        return routes.get(table);
    }

    /** Whether the table was taken in by the running job. */
    boolean isAdded(TableId table) {
        return !planned.contains(table) && routes.containsKey(table);
    }

    /** @return those of the routes that were not there */
    List<RoutePlan> add(List<RoutePlan> found) {
        Map<TableId, RoutePlan> all = new LinkedHashMap<>(routes);
        List<RoutePlan> added = new ArrayList<>();
        for (RoutePlan route : found) {
            if (all.putIfAbsent(route.source().id(), route) == null) {
                added.add(route);
            }
        }
        routes = all;
        return added;
    }

    /** All are there that were taken in so far. */
    void setKnown() {
        known.countDown();
    }

    boolean areKnown() {
        return known.getCount() == 0;
    }

    void awaitKnown() throws InterruptedException {
        known.await();
    }
}
