package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements that a dead attempt sent and the server still executes, found by the prefixes of their query ids. */
final class StrayStatements {

    private static final Logger LOG = LoggerFactory.getLogger(StrayStatements.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ClickHouseClient clickHouse;
    private final String condition;

    StrayStatements(ClickHouseClient clickHouse, Collection<String> queryIdPrefixes) {
        this.clickHouse = clickHouse;
        this.condition = queryIdPrefixes.stream()
                .map(prefix -> "startsWith(query_id, " + Identifiers.literal(prefix) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Kills them and returns when none runs any more. */
    void end() {
        Polling.until(
                this::noneRuns,
                PATIENCE,
                "statements of an earlier attempt still run, and merging beside them could double rows: " + condition);
    }

    private boolean noneRuns() {
        if ("0".equals(clickHouse.queryValue("SELECT count() FROM system.processes WHERE " + condition))) {
            return true;
        }
        LOG.warn("A statement of an earlier attempt still runs on ClickHouse and is killed: {}", condition);
        clickHouse.execute("KILL QUERY WHERE " + condition + " ASYNC");
        return false;
    }
}
