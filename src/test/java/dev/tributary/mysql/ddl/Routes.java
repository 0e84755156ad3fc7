package dev.tributary.mysql.ddl;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.List;

/** Routes and policies for tests. */
final class Routes {

    static final SchemaChangeOptions APPLYING = allowing(Policy.APPLY);

    private Routes() {}

    static SchemaChangeOptions allowing(Policy policy) {
        return new SchemaChangeOptions(policy, policy, policy, policy, policy, policy, Refusal.END_JOB);
    }

    /** The route of a table as it is now, merged by the given columns. */
    static RoutePlan of(TableStructure now, List<String> key, Overrides overrides) {
        List<TargetColumn> columns = new ArrayList<>();
        columns.add(new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"));
        key.forEach(name -> columns.add(new TargetColumn(name, "Int32")));
        TableSchema source = new TableSchema(
                now.id(),
                now.columns(),
                now.primaryKey(),
                List.copyOf(now.uniqueKeys().values()));
        return new RoutePlan("shop_at", source, new TargetSchema(now.id(), columns, key.size() + 1), overrides, 0);
    }
}
