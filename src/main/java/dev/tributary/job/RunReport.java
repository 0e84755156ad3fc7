package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run did, by the ledger: for the line that stands at its end. */
final class RunReport {

    private final SyncConfig config;
    private final String since;
    private final long began = System.nanoTime();

    private RunReport(SyncConfig config, String since) {
        this.config = config;
        this.since = since;
    }

    /** Called when the control tables are there, before the job is submitted. */
    static RunReport begin(SyncConfig config) {
        try (ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse())) {
            return new RunReport(
                    config, value(clickHouse.query("SELECT now64(3, 'UTC')").get(0), 0));
        }
    }

    /** For example: 793,560 rows written and 10 deleted, in 6 targets, after 29 s. */
    String end() {
        Duration duration = Duration.ofNanos(System.nanoTime() - began);
        try (ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse())) {
            List<@Nullable String> row = clickHouse
                    .query("SELECT sum(upserts), sum(deletes), uniqExact(target) FROM "
                            + Identifiers.quote(new TableId(config.clickHouse().controlDatabase(), "ledger"))
                            + " WHERE job = " + Identifiers.literal(config.job().name())
                            + " AND committed_at >= toDateTime64(" + Identifiers.literal(since) + ", 3, 'UTC')")
                    .get(0);
            return String.format(
                    Locale.ROOT,
                    "%,d rows written and %,d deleted, in %s targets, after %d s",
                    Long.parseLong(value(row, 0)),
                    Long.parseLong(value(row, 1)),
                    value(row, 2),
                    duration.toSeconds());
        } catch (ClickHouseException e) {
            return "after " + duration.toSeconds() + " s; the ledger cannot be asked what it did: " + e.getMessage();
        }
    }

    private static String value(List<@Nullable String> row, int column) {
        return String.valueOf(row.get(column));
    }
}
