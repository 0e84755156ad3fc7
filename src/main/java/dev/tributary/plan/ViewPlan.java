package dev.tributary.plan;

import dev.tributary.model.TableId;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A refreshable materialized view and when to refresh it.
 *
 * @param dependsOn the targets whose commits make it stale
 * @param minimumInterval the shortest time between two refreshes
 */
public record ViewPlan(TableId view, List<TableId> dependsOn, Duration minimumInterval) implements Serializable {

    public ViewPlan {
        dependsOn = List.copyOf(dependsOn);
    }
}
