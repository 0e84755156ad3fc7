package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables of the configuration that databases do not have. A slip in one name is one problem, however many databases there are:
 * they are told together where the same is to be said of them.
 */
final class MissingTables {

    /** @param remedy what is wrong and what to do, without the connection's name */
    private record Missing(ConnectionConfig connection, String table, boolean isView, String remedy) {

        String inOne() {
            return isView
                    ? "'" + table + "' of database '" + connection.database() + "' " + remedy
                    : "database '" + connection.database() + "' has no table '" + table + "' " + remedy;
        }

        String inSeveral(List<String> names) {
            return isView
                    ? "'" + table + "' of the databases of " + names.size() + " connections, " + names + ", " + remedy
                    : "the databases of " + names.size() + " connections, " + names + ", have no table '" + table + "' "
                            + remedy;
        }
    }

    private final List<Missing> missing = new ArrayList<>();

    /** @param names what the connection's database has, those that are views with the value true */
    void add(ConnectionConfig connection, String table, Map<TableId, Boolean> names) {
        boolean isView = names.getOrDefault(new TableId(connection.database(), table), false);
        missing.add(
                new Missing(connection, table, isView, isView ? viewRemedy() : tableRemedy(connection, table, names)));
    }

    private static String viewRemedy() {
        return "is a view: its rows are in no binlog; name the tables that it reads instead";
    }

    private static String tableRemedy(ConnectionConfig connection, String table, Map<TableId, Boolean> names) {
        List<String> tables = names.entrySet().stream()
                .filter(each -> !each.getValue() && each.getKey().database().equals(connection.database()))
                .map(each -> each.getKey().table())
                .toList();
        String near = Spelling.nearest(table, tables);
        return "that user '" + connection.endpoint().user() + "' can see; "
                + (near == null ? "" : "did you mean '" + near + "'? Otherwise ")
                + "create it, correct tables, or leave it out with set-aside";
    }

    void addAll(MissingTables others) {
        missing.addAll(others.missing);
    }

    void tell(Checklist checklist) {
        Map<List<String>, List<Missing>> alike = new LinkedHashMap<>();
        missing.forEach(each -> alike.computeIfAbsent(List.of(each.table(), each.remedy()), unused -> new ArrayList<>())
                .add(each));
        alike.values().forEach(group -> tell(checklist, group));
    }

    private static void tell(Checklist checklist, List<Missing> group) {
        Missing first = group.get(0);
        if (group.size() == 1) {
            String subject = "connection '" + first.connection().name() + "'";
            checklist.failed(subject, new Problem(subject, first.inOne()));
            return;
        }
        String subject = "table '" + first.table() + "'";
        List<String> names =
                group.stream().map(each -> each.connection().name()).sorted().toList();
        checklist.failed(subject, new Problem(subject, first.inSeveral(names)));
    }
}
