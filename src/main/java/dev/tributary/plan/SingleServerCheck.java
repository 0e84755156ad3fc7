package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sees that all requests reach one server. Rows that one replica has acknowledged another one may not show yet, and staging and
 * control tables, mutations and running statements are each replica's own: a merge that saw a part of them would lose rows
 * without a word.
 */
final class SingleServerCheck {

    /** A balancer decides by the connection or by the request: so each question has a connection of its own. */
    private static final int QUESTIONS = 5;

    private final ClickHouseOptions options;
    private final Checklist checklist;

    SingleServerCheck(ClickHouseOptions options, Checklist checklist) {
        this.options = options;
        this.checklist = checklist;
    }

    void check(ClickHouseClient client, String subject) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            try (ClickHouseClient another = new ClickHouseClient(options)) {
                names.add(String.valueOf(another.queryValue("SELECT hostName()")));
            }
        }
        String several = severalServers(names);
        if (several != null) {
            checklist.failed(subject, several);
        }
        String databases =
                Identifiers.literal(options.stagingDatabase()) + ", " + Identifiers.literal(options.controlDatabase());
        client.query("SELECT name FROM system.databases WHERE engine = 'Replicated' AND name IN (" + databases + ")")
                .forEach(row -> checklist.failed(
                        subject,
                        "its database '" + row.get(0)
                                + "' has the engine Replicated, in which each replica has staging and"
                                + " control tables with rows of its own; name another one, with the engine Atomic"));
    }

    /** What to say of the names that the answers came with; null where all are of one server. */
    static @Nullable String severalServers(List<String> names) {
        Set<String> distinct = new TreeSet<>(names);
        return distinct.size() <= 1
                ? null
                : "requests to its URL are answered by several servers " + distinct
                        + ": what one has acknowledged another"
                        + " may not show, so that rows could be lost; name one server, or a proxy that stays with one";
    }
}
