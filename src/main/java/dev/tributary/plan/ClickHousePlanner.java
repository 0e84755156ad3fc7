package dev.tributary.plan;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.Privileges;
import dev.tributary.clickhouse.ServerVersion;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.mapping.DateRange;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at ClickHouse, and plans its targets and views: which exist and are adopted, and what is made. */
final class ClickHousePlanner {

    private final SyncConfig config;
    private final List<TableConfig> tables;
    private final boolean comparesOnly;
    private final Checklist checklist;
    private final List<TargetPlan> targets = new ArrayList<>();
    private final List<ViewPlan> views = new ArrayList<>();

    private DateRange dateTimes = DateRange.USUAL;

    /** @param comparesOnly whether tables with problems are left out, instead of keeping all others from being planned */
    ClickHousePlanner(SyncConfig config, List<TableConfig> tables, boolean comparesOnly, Checklist checklist) {
        this.config = config;
        this.tables = tables;
        this.comparesOnly = comparesOnly;
        this.checklist = checklist;
    }

    List<TargetPlan> targets() {
        return targets;
    }

    List<ViewPlan> views() {
        return views;
    }

    /** The years that DateTime64 has there. */
    DateRange dateTimes() {
        return dateTimes;
    }

    /**
     * Plans what is to be in ClickHouse.
     *
     * @param schemas by source table; the types of targets that exist take the places of theirs, and where only comparing is meant,
     *     those that cannot be compared are taken out
     */
    void plan(List<SourceDatabase> databases, Map<String, TargetSchema> schemas) {
        List<TableId> targetIds = tables.stream().map(config::targetOf).toList();
        List<TableId> viewIds = config.views().stream().map(ViewPlanner::id).toList();
        String subject = "clickhouse " + config.clickHouse().url();
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            Catalog catalog = new Catalog(client);
            ServerVersion version = catalog.version();
            if (!version.isAtLeast(ServerVersion.OLDEST)) {
                checklist.failed(
                        subject,
                        "its version is " + version + ", needed is " + ServerVersion.OLDEST + " or newer; upgrade it");
                return;
            }
            checklist.passed(
                    subject,
                    "ClickHouse " + version + " answers to user '"
                            + config.clickHouse().user() + "'");
            dateTimes = catalog.hasDateTimesOfAllYears() ? DateRange.WIDE : DateRange.USUAL;
            checkGrants(new Privileges(client), targetIds, viewIds, subject);
            new SingleServerCheck(config.clickHouse(), checklist).check(client, subject);
            Map<TableId, ExistingTable> existing = catalog.tables(
                    Stream.concat(targetIds.stream(), viewIds.stream()).toList());
            TargetPlanner planner = new TargetPlanner(
                    config.merge().mechanism(), config.schemaChanges().addColumn(), version, checklist);
            for (Map.Entry<String, TargetSchema> schema : List.copyOf(schemas.entrySet())) {
                int failures = checklist.failures();
                ExistingTable found = existing.get(schema.getValue().target());
                DateColumns dates = new DateColumns(table(schema.getKey()), databases, dateTimes, checklist);
                TargetSchema decided = dates.decide(schema.getValue(), found);
                TargetPlan target = planner.plan(decided, found).withDates(dates.notes());
                if (comparesOnly && !target.exists()) {
                    checklist.failed("target " + schema.getValue().target(), "does not exist yet; 'run' creates it");
                }
                if (comparesOnly && checklist.failures() > failures) {
                    schemas.remove(schema.getKey());
                } else {
                    targets.add(target);
                    schemas.put(schema.getKey(), target.schema());
                }
            }
            PatchNotes.note(targets, version, subject, checklist);
            targets.sort(Comparator.comparing(target -> target.schema().target()));
            views.addAll(new ViewPlanner(existing, targetIds, checklist).plan(config.views()));
        } catch (ClickHouseException e) {
            checklist.failed(
                    subject, e.getMessage() + "; see that the server runs, and that url, user and password are right");
        }
    }

    private TableConfig table(String source) {
        return tables.stream()
                .filter(table -> table.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private void checkGrants(Privileges privileges, List<TableId> targets, List<TableId> views, String subject) {
        privileges
                .lacking(ClickHouseGrants.needed(config.clickHouse(), targets, views))
                .forEach(lacking -> checklist.failed(
                        subject,
                        "user '" + config.clickHouse().user() + "' lacks the privilege " + lacking + "; GRANT "
                                + lacking + " TO the account"));
    }
}
