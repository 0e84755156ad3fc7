package dev.tributary.plan;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What the job's account must be allowed to do in ClickHouse. */
final class ClickHouseGrants {

    private static final List<String> OWN_DATABASES =
            List.of("CREATE DATABASE", "CREATE TABLE", "DROP TABLE", "SELECT", "INSERT");
    private static final List<String> TARGET_DATABASES = List.of("CREATE DATABASE", "CREATE TABLE");
    private static final List<String> TARGETS =
            List.of("SELECT", "INSERT", "ALTER DELETE", "ALTER ADD COLUMN", "ALTER MODIFY COLUMN");
    private static final List<String> VIEWS = List.of("SYSTEM VIEWS");

    private ClickHouseGrants() {}

    /** Each as GRANT takes it, with what it is on. */
    static List<String> needed(ClickHouseOptions options, Collection<TableId> targets, Collection<TableId> views) {
        List<String> needed = new ArrayList<>();
        Stream.of(options.controlDatabase(), options.stagingDatabase())
                .forEach(database -> add(needed, OWN_DATABASES, all(database)));
        add(needed, List.of("ALTER DELETE"), all(options.controlDatabase()));
        targets.stream()
                .map(TableId::database)
                .distinct()
                .sorted()
                .forEach(database -> add(needed, TARGET_DATABASES, all(database)));
        targets.stream().sorted().forEach(target -> add(needed, TARGETS, Identifiers.quote(target)));
        views.stream().sorted().forEach(view -> add(needed, VIEWS, Identifiers.quote(view)));
        return needed;
    }

    private static String all(String database) {
        return Identifiers.quote(database) + ".*";
    }

    private static void add(List<String> needed, List<String> privileges, String on) {
        privileges.forEach(privilege -> needed.add(privilege + " ON " + on));
    }
}
