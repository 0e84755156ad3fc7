package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig.ViewConfig;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewPlannerTest {

    private static final TableId VIEW = new TableId("analytics", "revenue");
    private static final TableId ORDERS = new TableId("analytics", "orders");
    private static final TableId ITEMS = new TableId("analytics", "order_items");

    private final Checklist checklist = new Checklist();

    @Test
    void dependsOnTheTargetsThatItsQueryNames() {
        List<ViewPlan> plans = plan(
                "CREATE MATERIALIZED VIEW analytics.revenue REFRESH EVERY 1 YEAR (`x` Int64) ENGINE = MergeTree ORDER BY x"
                        + " AS SELECT sum(total) AS x FROM analytics.orders AS o");

        assertThat(plans).containsExactly(new ViewPlan(VIEW, List.of(ORDERS), Duration.ofSeconds(10)));
    }

    @Test
    void quotedNamesAndJoinsAreFound() {
        List<ViewPlan> plans = plan("CREATE MATERIALIZED VIEW analytics.revenue REFRESH AFTER 1 HOUR TO analytics.x"
                + " AS WITH o AS (SELECT 1 FROM `analytics`.`order_items`) SELECT 1 FROM analytics.orders, o");

        assertThat(plans).singleElement().extracting(ViewPlan::dependsOn).isEqualTo(List.of(ORDERS, ITEMS));
    }

    @Test
    void viewThatReadsNoTargetIsRefused() {
        plan("CREATE MATERIALIZED VIEW analytics.revenue REFRESH EVERY 1 HOUR TO analytics.orders"
                + " AS SELECT 1 FROM analytics.orders_old, staging.analytics.orders");

        assertThat(problem()).startsWith("view analytics.revenue: it reads none of the targets");
    }

    @Test
    void incrementalViewIsRefused() {
        plan("CREATE MATERIALIZED VIEW analytics.revenue TO analytics.x AS SELECT 1 FROM analytics.orders");

        assertThat(problem()).contains("incremental views do not see deleted rows");
    }

    @Test
    void missingViewIsRefused() {
        planner(Map.of()).plan(views());

        assertThat(problem()).contains("it does not exist in ClickHouse");
    }

    private List<ViewPlan> plan(String createQuery) {
        ExistingTable view = new ExistingTable(VIEW, "MaterializedView", "", createQuery, "", List.of());
        return planner(Map.of(VIEW, view)).plan(views());
    }

    private ViewPlanner planner(Map<TableId, ExistingTable> existing) {
        return new ViewPlanner(existing, List.of(ORDERS, ITEMS), checklist);
    }

    private static List<ViewConfig> views() {
        return List.of(new ViewConfig("analytics.revenue", Duration.ofSeconds(10)));
    }

    private String problem() {
        return checklist.problems().stream().map(Problem::toString).findFirst().orElseThrow();
    }
}
