package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig;
import dev.tributary.schema.ParkedCommits;
import java.util.List;

/** The targets with commits that wait. A plan goes on with them: they are tried again. */
final class RefusingTargets {

    private RefusingTargets() {}

    /** Those of the configured job, each with a note. */
    static List<ParkedCommits.Target> read(SyncConfig config, Checklist checklist) {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            List<ParkedCommits.Target> refusing = new ParkedCommits(
                            client,
                            config.clickHouse().controlDatabase(),
                            config.job().name())
                    .waiting();
            refusing.forEach(target -> checklist.noted(
                    "target " + target.table(),
                    target.commitIds().size() + " of its commits wait since " + target.since()
                            + " UTC, and it shows no newer rows: " + target.cause()));
            return refusing;
        } catch (ClickHouseException e) {
            return List.of(); // ClickHouse does not answer, which is a problem of its own
        }
    }
}
