package dev.tributary.plan;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.ViewConfig;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds out which targets a configured view reads. */
final class ViewPlanner {

    private static final Pattern REFRESHABLE = Pattern.compile("\\bREFRESH\\s+(EVERY|AFTER)\\b");
    private static final Pattern SELECT = Pattern.compile("\\bAS\\s+(SELECT|WITH|\\()");

    private final Map<TableId, ExistingTable> existing;
    private final List<TableId> targets;
    private final Checklist checklist;

    ViewPlanner(Map<TableId, ExistingTable> existing, List<TableId> targets, Checklist checklist) {
        this.existing = existing;
        this.targets = targets;
        this.checklist = checklist;
    }

    List<ViewPlan> plan(List<ViewConfig> views) {
        List<ViewPlan> plans = new ArrayList<>();
        for (ViewConfig view : views) {
            plan(view, plans);
        }
        return plans;
    }

    static TableId id(ViewConfig view) {
        int dot = view.view().indexOf('.');
        return new TableId(view.view().substring(0, dot), view.view().substring(dot + 1));
    }

    private void plan(ViewConfig view, List<ViewPlan> plans) {
        String subject = "view " + view.view();
        ExistingTable found = existing.get(id(view));
        if (found == null) {
            checklist.failed(subject, "it does not exist in ClickHouse; create it, or remove it from views");
            return;
        }
        if (!found.engine().equals("MaterializedView")
                || !REFRESHABLE.matcher(found.createQuery()).find()) {
            checklist.failed(
                    subject,
                    "it is no refreshable materialized view; incremental views do not see deleted rows, so create it"
                            + " with REFRESH EVERY …");
            return;
        }
        List<TableId> read =
                targets.stream().filter(target -> reads(found, target)).toList();
        if (read.isEmpty()) {
            checklist.failed(subject, "it reads none of the targets; remove it from views, or add the tables it reads");
            return;
        }
        checklist.passed(subject, "refreshed after commits of " + read);
        plans.add(new ViewPlan(id(view), read, view.minimumInterval()));
    }

    /** ClickHouse keeps a view's query with every table's name in full. */
    private static boolean reads(ExistingTable view, TableId target) {
        String query = SELECT.splitAsStream(view.createQuery()).skip(1).reduce("", String::concat);
        Pattern name = Pattern.compile("(?<![\\w`.])`?" + Pattern.quote(target.database()) + "`?\\.`?"
                + Pattern.quote(target.table()) + "`?(?![\\w`])");
        return name.matcher(query).find();
    }
}
