package dev.tributary.views;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.plan.ViewPlan;
import dev.tributary.sink.CommitResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps which views are stale. At start all are: an earlier attempt may have died between a commit and its refresh. A view
 * that cannot be refreshed is logged, counted and tried again; replication goes on.
 */
final class ViewRefresher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewRefresher.class);
    private static final long TICK_MILLIS = 500;

    private final ClickHouseClient clickHouse;
    private final Map<ViewPlan, Long> staleSince = new LinkedHashMap<>();
    private final Map<ViewPlan, Long> refreshedAt = new LinkedHashMap<>();
    private final List<ViewPlan> views;
    private final ProcessingTimeService clock;
    private final Counter refreshes;
    private final Counter failures;
    private boolean inputEnded;

    /** @param views none for a subtask that gets no results */
    ViewRefresher(ClickHouseClient clickHouse, List<ViewPlan> views, ProcessingTimeService clock, MetricGroup metrics) {
        this.clickHouse = clickHouse;
        this.views = views;
        this.clock = clock;
        this.refreshes = metrics.counter("viewRefreshes");
        this.failures = metrics.counter("failedViewRefreshes");
        views.forEach(view -> staleSince.put(view, clock.getCurrentProcessingTime()));
        scheduleTick();
    }

    void committed(CommitResult result) {
        for (ViewPlan view : views) {
            boolean depends = view.dependsOn().stream()
                    .anyMatch(target -> target.toString().equals(result.target()));
            if (depends) {
                staleSince.putIfAbsent(view, clock.getCurrentProcessingTime());
            }
        }
        if (inputEnded) {
            List.copyOf(staleSince.keySet()).forEach(this::refreshAndWait);
        } else {
            refreshDue();
        }
    }

    /** A bounded job's last commits happen at its final checkpoint, after the end of input: their results still come. */
    void inputEnded() {
        inputEnded = true;
    }

    private void refreshDue() {
        long now = clock.getCurrentProcessingTime();
        for (ViewPlan view : List.copyOf(staleSince.keySet())) {
            Long last = refreshedAt.get(view);
            if (last == null || now - last >= view.minimumInterval().toMillis()) {
                refresh(view);
            }
        }
    }

    private void refresh(ViewPlan view) {
        refreshedAt.put(view, clock.getCurrentProcessingTime());
        try {
            clickHouse.execute("SYSTEM REFRESH VIEW " + Identifiers.quote(view.view()));
            staleSince.remove(view);
            refreshes.inc();
        } catch (ClickHouseException e) {
            failures.inc();
            LOG.warn("View {} could not be refreshed and is tried again: {}", view.view(), e.getMessage());
        }
    }

    private void refreshAndWait(ViewPlan view) {
        refresh(view);
        clickHouse.execute("SYSTEM WAIT VIEW " + Identifiers.quote(view.view()));
    }

    private void scheduleTick() {
        clock.registerTimer(clock.getCurrentProcessingTime() + TICK_MILLIS, now -> {
            refreshDue();
            scheduleTick();
        });
    }

    @Override
    public void close() {
        clickHouse.close();
    }
}
