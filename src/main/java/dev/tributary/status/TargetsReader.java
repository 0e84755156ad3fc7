package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import dev.tributary.schema.ParkedCommits;
import dev.tributary.status.JobStatus.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was merged into the targets of a job within a day, what they hold, and which of them refuse their commits. */
final class TargetsReader {

    private final ClickHouseClient clickHouse;
    private final String control;
    private final String job;

    TargetsReader(ClickHouseClient clickHouse, String control, String job) {
        this.clickHouse = clickHouse;
        this.control = control;
        this.job = job;
    }

    List<Target> read() {
        String ledger = Identifiers.quote(new TableId(control, "ledger")) + " WHERE job = " + Identifiers.literal(job);
        String day = "committed_at > now64(3) - INTERVAL 1 DAY";
        Map<String, Row> days = new HashMap<>();
        clickHouse
                .query("SELECT target, count(), sum(upserts), sum(deletes), toUInt64(quantileExact(0.5)(duration_ms)),"
                        + " toUInt64(quantileExact(0.99)(duration_ms)) FROM " + ledger + " AND " + day
                        + " GROUP BY target")
                .forEach(row -> days.put(Row.of(row).text(0), Row.of(row)));
        Map<String, Row> parts = new HashMap<>();
        List<Target> targets = new ArrayList<>();
        List<Row> commits = clickHouse
                .query("SELECT target, toUnixTimestamp64Milli(max(committed_at)) FROM " + ledger
                        + " GROUP BY target ORDER BY target")
                .stream()
                .map(Row::of)
                .toList();
        if (!commits.isEmpty()) {
            String names = commits.stream()
                    .map(row -> Identifiers.literal(row.text(0)))
                    .collect(Collectors.joining(", "));
            clickHouse
                    .query("SELECT concat(database, '.', table) AS target, count(), sum(rows) FROM system.parts"
                            + " WHERE active AND target IN (" + names + ") GROUP BY target")
                    .forEach(row -> parts.put(Row.of(row).text(0), Row.of(row)));
        }
        Map<String, ParkedCommits.Target> refusing = new HashMap<>();
        new ParkedCommits(clickHouse, control, job)
                .waiting()
                .forEach(target -> refusing.put(target.table().toString(), target));
        for (Row row : commits) {
            Row today = days.get(row.text(0));
            Row stored = parts.get(row.text(0));
            targets.add(new Target(
                    row.text(0),
                    row.maybeTime(1),
                    today == null ? 0 : today.number(1),
                    today == null ? 0 : today.number(2),
                    today == null ? 0 : today.number(3),
                    today == null ? null : today.duration(4, 1),
                    today == null ? null : today.duration(5, 1),
                    stored == null ? 0 : stored.number(1),
                    stored == null ? 0 : stored.number(2),
                    refusal(refusing.remove(row.text(0)))));
        }
        // Those that never took one.
        refusing.forEach(
                (name, target) -> targets.add(new Target(name, null, 0, 0, 0, null, null, 0, 0, refusal(target))));
        return targets;
    }

    private static String refusal(ParkedCommits.@Nullable Target target) {
        return target == null ? "" : target.waitingSince();
    }
}
