package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.model.TargetSchema;
import java.util.List;

/** Makes targets ready for tables that a running job takes in. All of it can be repeated, and be done by several at once. */
public interface TargetMaker {

    /**
     * Creates those that are missing, and adds the columns that they lack.
     *
     * @throws ClickHouseException if ClickHouse refuses
     */
    void make(List<TargetPlan> targets);

    /** Lets the sink know schemas that the job's plan may not have. */
    void register(List<TargetSchema> schemas);
}
