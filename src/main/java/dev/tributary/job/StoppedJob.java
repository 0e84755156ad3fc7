package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import java.util.List;

/** What must hold before rows are merged beside a job. */
final class StoppedJob {

    private StoppedJob() {}

    /**
     * A job that failed may have commits to finish.
     *
     * @param then what is to be done when it was stopped
     */
    static void requireNothingStaged(ClickHouseClient clickHouse, SyncConfig config, String then)
            throws ConfigurationException {
        String staged = clickHouse.queryValue("SELECT count() FROM system.tables WHERE database = "
                + Identifiers.literal(config.clickHouse().stagingDatabase()) + " AND startsWith(name, "
                + Identifiers.literal(config.job().name() + "__") + ")");
        if (!"0".equals(staged)) {
            throw new ConfigurationException(List.of(new Problem(
                    "job.name",
                    "the job '" + config.job().name() + "' was not stopped with a savepoint: " + staged
                            + " staging tables wait for it to go on. Start it, stop it with a savepoint, and "
                            + then + " then")));
        }
    }
}
