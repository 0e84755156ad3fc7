package dev.tributary.demo;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Queries on the embedded ClickHouse, by the variables that {@code bin/embedded env} prints. */
final class ClickHouseQueries implements AutoCloseable {

    private final ClickHouseClient client;

    ClickHouseQueries(Map<String, String> environment) {
        client = new ClickHouseClient(new ClickHouseOptions(
                Objects.requireNonNull(environment.get("CLICKHOUSE_URL"), "CLICKHOUSE_URL is not set"),
                environment.getOrDefault("CLICKHOUSE_USER", "default"),
                new Secret(environment.getOrDefault("CLICKHOUSE_PASSWORD", "")),
                "analytics",
                "tributary_staging",
                "tributary"));
    }

    List<List<String>> query(String sql) {
        return client.query(sql).stream()
                .map(row ->
                        row.stream().map(value -> value == null ? "" : value).toList())
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
