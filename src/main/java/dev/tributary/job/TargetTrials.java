package dev.tributary.job;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.TableId;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TargetPlan;
import dev.tributary.sink.MergeTrial;
import dev.tributary.sink.StagingTrial;
import java.util.List;
import java.util.Map;

/** Tries on every target that exists whether it takes merges, and leaves nothing behind. */
public final class TargetTrials {

    private TargetTrials() {}

    /** What a target refuses becomes a problem of it; nothing is tried before the first run has made the staging database. */
    public static void tryOut(ReplicationPlan plan, Checklist checklist) {
        ClickHouseOptions options = plan.config().clickHouse();
        List<TargetPlan> existing =
                plan.targets().stream().filter(TargetPlan::exists).toList();
        try (ClickHouseClient client = new ClickHouseClient(options)) {
            if (!exists(client, options.stagingDatabase())) {
                return;
            }
            String job = plan.config().job().name();
            String unseen = StagingTrial.problem(options, job);
            if (unseen != null) {
                checklist.failed("clickhouse " + options.url(), unseen);
            }
            Map<TableId, ExistingTable> tables = new Catalog(client)
                    .tables(existing.stream()
                            .map(target -> target.schema().target())
                            .toList());
            MergeTrial trial = new MergeTrial(client, options.stagingDatabase(), job);
            for (TargetPlan target : existing) {
                ExistingTable table = tables.get(target.schema().target());
                if (table != null) {
                    tryOut(trial, target, table, checklist);
                }
            }
        } catch (ClickHouseException e) {
            checklist.failed("clickhouse " + options.url(), String.valueOf(e.getMessage()));
        }
    }

    private static void tryOut(MergeTrial trial, TargetPlan target, ExistingTable table, Checklist checklist) {
        String subject = "target " + table.id();
        try {
            String refusal = trial.refusal(target.schema(), target.mechanism(), table);
            if (refusal == null) {
                checklist.passed(subject, "takes the statements of a merge");
            } else {
                checklist.failed(subject, "it refuses merges: " + refusal);
            }
        } catch (ClickHouseException e) {
            checklist.noted(subject, "whether it takes merges could not be tried: " + e.getMessage());
        }
    }

    private static boolean exists(ClickHouseClient client, String database) {
        return "1"
                .equals(client.queryValue(
                        "SELECT count() FROM system.databases WHERE name = " + Identifiers.literal(database)));
    }
}
