package dev.tributary.journal;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.journal.Alarms.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was before an event: by the journal in ClickHouse, which has that of all processes, and by what was seen here. */
final class EventHistory implements AutoCloseable {

    private static final int MOST = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ClickHouseOptions options;
    private final String job;
    private final Deque<Event> seen = new ArrayDeque<>();

    /** Of the webhook's thread. */
    private @Nullable ClickHouseClient client;

    EventHistory(ClickHouseOptions options, String job) {
        this.options = options;
        this.job = job;
    }

    synchronized void remember(Event event) {
        if (seen.size() == MOST) {
            seen.removeFirst();
        }
        seen.addLast(event);
    }

    /** The events of its family and subject, in any order, twice where both know them. */
    Collection<Past> before(Event event) {
        Set<EventKind> family = Alarms.family(event.kind());
        List<Past> all = new ArrayList<>(asked(event, family));
        synchronized (this) {
            seen.stream()
                    .filter(each -> family.contains(each.kind()) && Alarms.isOfSameSubject(each, event))
                    .map(Past::of)
                    .forEach(all::add);
        }
        return all;
    }

    private List<Past> asked(Event event, Set<EventKind> family) {
        String kinds =
                family.stream().map(kind -> Identifiers.literal(kind.text())).collect(Collectors.joining(", "));
        String subject = Alarms.isOfJob(event.kind())
                ? ""
                : " AND source_database = " + Identifiers.literal(event.sourceDatabase()) + " AND mysql_table = "
                        + Identifiers.literal(event.mysqlTable())
                        + (event.mysqlTable().isEmpty() ? " AND server = " + Identifiers.literal(event.server()) : "");
        try {
            return open()
                    .query("SELECT kind, toUnixTimestamp64Milli(time) FROM "
                            + Identifiers.quote(JournalTable.EVENTS.in(options.controlDatabase())) + " WHERE job = "
                            + Identifiers.literal(job) + " AND kind IN (" + kinds + ")" + subject
                            + " ORDER BY time DESC LIMIT " + MOST)
                    .stream()
                    .map(row -> new Past(
                            kind(String.valueOf(row.get(0))),
                            Instant.ofEpochMilli(Long.parseLong(String.valueOf(row.get(1))))))
                    .toList();
        } catch (ClickHouseException e) {
            return List.of();
        }
    }

    private static EventKind kind(String text) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private ClickHouseClient open() {
        ClickHouseClient open = client;
        if (open == null) {
            open = new ClickHouseClient(new ClickHouseOptions(
                    options.url(),
                    options.user(),
                    options.password(),
                    options.tlsFiles(),
                    options.database(),
                    options.stagingDatabase(),
                    options.controlDatabase(),
                    TIMEOUT,
                    TIMEOUT));
            client = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
