package dev.tributary.plan;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that have no target yet. */
final class NewTables {

    private NewTables() {}

    /** By source; none where ClickHouse does not answer, which is a problem of its own. */
    static Set<String> of(List<TableConfig> tables, SyncConfig config) {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            Set<TableId> existing = new Catalog(client)
                    .tables(tables.stream().map(config::targetOf).toList())
                    .keySet();
            return tables.stream()
                    .filter(table -> !existing.contains(config.targetOf(table)))
                    .map(TableConfig::source)
                    .collect(Collectors.toSet());
        } catch (ClickHouseException e) {
            return Set.of();
        }
    }
}
