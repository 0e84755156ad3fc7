package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.Cascades;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses foreign keys by which rows of a replicated table change without an event in the binlog, unless the configuration
 * takes them. Whether the parent is replicated makes no difference.
 */
final class CascadeCheck {

    private static final String WAYS_OUT =
            "; make them RESTRICT and change the rows by statements, or set cascades: follow, which reads the table anew whenever"
                    + " that happens, or cascades: accept, and have verify find such rows and resync read them anew";

    private final TableConfig table;
    private final Checklist checklist;

    CascadeCheck(TableConfig table, Checklist checklist) {
        this.table = table;
        this.checklist = checklist;
    }

    void check(List<SourceDatabase> databases) {
        Map<String, List<String>> connections = new LinkedHashMap<>();
        for (SourceDatabase database : databases) {
            TableId id = new TableId(database.connection().database(), table.source());
            database.foreignKeys(id).stream()
                    .filter(key -> key.child().equals(id))
                    .forEach(key -> connections
                            .computeIfAbsent(key.toString(), unused -> new ArrayList<>())
                            .add(database.name()));
        }
        connections.forEach(this::report);
    }

    private void report(String key, List<String> connections) {
        String subject = "table " + table.source();
        String what = "its rows change by foreign key " + key + ", in connections " + connections
                + ", and the binlog has no events for that";
        if (table.cascades() == Cascades.REFUSE) {
            checklist.failed(subject, what + WAYS_OUT);
        } else if (table.cascades() == Cascades.ACCEPT) {
            checklist.noted(subject, what + ". That is accepted: verify finds such rows, and resync reads them anew");
        } else {
            checklist.passed(subject, "read anew when its rows change by foreign key " + key);
        }
    }
}
