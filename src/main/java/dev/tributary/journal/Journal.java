package dev.tributary.journal;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.NotifyOptions;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the journal beside everything else: whoever adds to it never waits, and a ClickHouse that is away costs a warning. What
 * waits is bounded: of reports only the newest of each key is kept, of events the newest thousand. Many small inserts of many
 * readers become few parts, since the server gathers them ({@code async_insert}).
 *
 * <p>Events also go to the webhooks of the configuration, which wait for nobody either.
 *
 * <p>Its thread and its client begin with the first entry, and end with {@link #close}.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final int MOST_EVENTS = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    /** How long the end of a task may take for what was said last, such as why it failed. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private static final Map<String, Object> GATHERED = Map.of("async_insert", "1", "wait_for_async_insert", "1");

    private final ClickHouseOptions options;
    private final JobRun run;
    private final String threadName;
    private final List<Webhook> webhooks;

    private final Map<List<String>, Entry> reports = new LinkedHashMap<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private @Nullable Thread thread;

    /** Of the writing thread. */
    private @Nullable ClickHouseClient client;

    private boolean closed;
    private boolean complained;

    /** One that tells nobody else. */
    public Journal(ClickHouseOptions options, JobRun run, String name) {
        this(options, run, name, List.of());
    }

    /**
     * One that also tells its events to others.
     *
     * @param name of who writes, for the thread
     */
    public Journal(ClickHouseOptions options, JobRun run, String name, List<NotifyOptions> notifications) {
        this.options = options;
        this.run = run;
        this.threadName = "journal-" + name;
        this.webhooks = notifications.stream()
                .map(each -> new Webhook(each, options, run, name))
                .toList();
    }

    /** Takes an entry, from any thread. */
    public void add(Entry entry) {
        addAll(List.of(entry));
    }

    public synchronized void addAll(Collection<? extends Entry> entries) {
        if (closed || entries.isEmpty()) {
            return;
        }
        for (Entry entry : entries) {
            if (entry instanceof Event event) {
                if (events.size() == MOST_EVENTS) {
                    events.removeFirst();
                }
                events.addLast(event);
                webhooks.forEach(webhook -> webhook.offer(event));
            } else {
                reports.put(key(entry), entry);
            }
        }
        if (thread == null) {
            Thread writer = new Thread(this::write, threadName);
            writer.setDaemon(true);
            writer.start();
            thread = writer;
        }
        notifyAll();
    }

    private static List<String> key(Entry entry) {
        List<String> key = new ArrayList<>(entry.key());
        key.add(entry.table().name());
        return key;
    }

    private void write() {
        try {
            while (awaitEntries()) {
                pause(write(take()) ? PAUSE : PAUSE_AFTER_FAILURE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ClickHouseClient open = client;
            if (open != null) {
                open.close();
            }
        }
    }

    /** @return whether there is something to write; false at the end */
    private synchronized boolean awaitEntries() throws InterruptedException {
        while (reports.isEmpty() && events.isEmpty()) {
            if (closed) {
                return false;
            }
            wait();
        }
        return true;
    }

    /** Lets more gather before the next insert. */
    private synchronized void pause(Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        while (!closed && deadline - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }

    private synchronized List<Entry> take() {
        List<Entry> taken = new ArrayList<>(reports.values());
        taken.addAll(events);
        reports.clear();
        events.clear();
        return taken;
    }

    private boolean write(List<Entry> entries) {
        Map<JournalTable, List<Entry>> byTable = new EnumMap<>(JournalTable.class);
        entries.forEach(entry -> byTable.computeIfAbsent(entry.table(), table -> new ArrayList<>())
                .add(entry));
        try {
            ClickHouseClient open = client == null ? new ClickHouseClient(options) : client;
            client = open;
            // Nobody waits at the end until the server has gathered what others say.
            Map<String, Object> settings = isClosed() ? Map.of() : GATHERED;
            byTable.forEach(
                    (table, rows) -> open.execute(insert(table, options.controlDatabase(), rows, run), settings, null));
            if (complained) {
                complained = false;
                LOG.info("The progress of the job is written to ClickHouse again");
            }
            return true;
        } catch (ClickHouseException e) {
            complain(e);
            putBack(entries);
            return false;
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static String insert(JournalTable table, String controlDatabase, List<? extends Entry> rows, JobRun run) {
        return "INSERT INTO " + Identifiers.quote(table.in(controlDatabase)) + " (" + table.columnNames() + ") VALUES "
                + rows.stream().map(row -> row.values(run)).collect(Collectors.joining(", "));
    }

    /** Writes what somebody did beside the job, also where it never ran. */
    public static void write(ClickHouseClient client, String controlDatabase, String job, List<Event> events) {
        client.execute(JournalTable.EVENTS.createStatement(controlDatabase));
        client.execute(insert(JournalTable.EVENTS, controlDatabase, events, new JobRun(job, "")));
    }

    /** What is newer stays; an event may come twice, if some of them got through. */
    private synchronized void putBack(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (!(entries.get(i) instanceof Event event)) {
                reports.putIfAbsent(key(entries.get(i)), entries.get(i));
            } else if (events.size() < MOST_EVENTS && !closed) {
                events.addFirst(event);
            }
        }
        if (closed) {
            reports.clear();
        }
    }

    private void complain(RuntimeException failure) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "The progress of the job cannot be written to ClickHouse, so that 'tributary status' shows what was"
                            + " written last; replication goes on: {}",
                    failure.getMessage());
        }
    }

    /** Writes what was said last, if that can be done at once. */
    @Override
    public void close() {
        Thread writer;
        synchronized (this) {
            closed = true;
            writer = thread;
            notifyAll();
        }
        if (writer == null) {
            return;
        }
        webhooks.forEach(Webhook::end);
        try {
            writer.join(PATIENCE_AT_THE_END.toMillis());
            writer.interrupt();
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
        long deadline = System.nanoTime() + Webhook.PATIENCE_AT_THE_END.toNanos();
        webhooks.forEach(webhook -> webhook.awaitEnd(deadline));
    }
}
