package dev.tributary.verify;

import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import java.util.List;

/** Brings rows that differ into their target as they are in MySQL. */
@FunctionalInterface
public interface Repairer {

    /**
     * Repairs rows of one table.
     *
     * @param keys which rows, each condition for some of them
     */
    void repair(ServerPlan server, RoutePlan route, List<KeyCondition> keys) throws Exception;
}
