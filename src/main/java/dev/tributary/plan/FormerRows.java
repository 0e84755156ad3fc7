package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.MergeOptions;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that a target has of a database which the job does not read: it was replicated before, from there or from another server.
 * Its snapshot removes what it does not find of them, and a merge that would remove too many stops its target, for all
 * databases. So such a database is not taken in by a running job.
 */
final class FormerRows {

    /** Fewer may go as a whole, see {@code merge.max-removed-share}. */
    private static final int MANY = 5_000;

    private final ClickHouseClient client;
    private final MergeOptions options;
    private final Checklist checklist;

    FormerRows(ClickHouseClient client, MergeOptions options, Checklist checklist) {
        this.client = client;
        this.options = options;
        this.checklist = checklist;
    }

    void refuseMany(TableId target, List<SourceDatabase> databases) {
        if (options.maximumRemovedPercent() >= 100 || databases.isEmpty()) {
            return;
        }
        String column = Identifiers.quote(TargetSchema.SOURCE_DATABASE);
        String names = databases.stream()
                .map(database -> Identifiers.literal(database.name()))
                .collect(Collectors.joining(", "));
        client.query("SELECT " + column + ", count() FROM " + Identifiers.quote(target) + " WHERE " + column + " IN ("
                        + names + ") GROUP BY " + column + " HAVING count() >= " + MANY + " ORDER BY " + column)
                .forEach(row -> checklist.failed(
                        "connection '" + row.get(0) + "'",
                        "the target " + target + " has " + row.get(1)
                                + " rows of it from before, of which a snapshot removes what it does not find; DELETE them if"
                                + " they are not its own any more, or stop the job with a savepoint, and 'run --resume' takes it"
                                + " in, within merge.max-removed-share"));
    }
}
