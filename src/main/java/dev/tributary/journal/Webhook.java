package dev.tributary.journal;

import dev.tributary.config.NotifyOptions;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.journal.Alarms.News;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one address what happens to the job, beside everything else: whoever has an event never waits, and an address that is slow, away
 * or refuses costs a warning in the log. What waits is bounded, and the oldest goes first. Its thread begins with the first event that
 * can be of interest.
 *
 * <p>Several of them, in several processes, see parts of what happens: so each asks the journal in ClickHouse what was before, and while
 * ClickHouse is away it decides by what it saw itself.
 */
final class Webhook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    /** How long the end of a task may take for what was said last. */
    static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    static final int MOST_WAITING = 200;

    /** For the journals of others to arrive, since two of them may see the same. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** How long somebody may be away and still hear of something. */
    private static final Duration STALE = Duration.ofHours(1);

    private final NotifyOptions options;
    private final Set<EventKind> wanted;
    private final String threadName;
    private final JobRun run;
    private final WebhookPost post;
    private final EventHistory history;

    private final List<Undecided> undecided = new ArrayList<>();
    private final Deque<Notice> outbox = new ArrayDeque<>();
    private long nextTry = System.nanoTime();
    private Duration pause = FIRST_PAUSE;
    private boolean complained;
    private boolean closed;
    private @Nullable Thread thread;

    private record Undecided(Event event, long due) {}

    private record Notice(Event event, byte[] json) {}

    Webhook(NotifyOptions options, ClickHouseOptions clickHouse, JobRun run, String name) {
        this.options = options;
        this.wanted = wanted(options);
        this.run = run;
        this.threadName = "webhook-" + name;
        this.post = new WebhookPost(options.url());
        this.history = new EventHistory(clickHouse, run.job());
    }

    private static Set<EventKind> wanted(NotifyOptions options) {
        Set<EventKind> wanted = EnumSet.noneOf(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            boolean severe =
                    kind.severity().ordinal() >= options.minimumSeverity().ordinal();
            if (severe && (options.kinds().isEmpty() || options.kinds().contains(kind.text()))) {
                wanted.add(kind);
            }
        }
        return wanted;
    }

    /** Takes an event, from any thread. */
    synchronized void offer(Event event) {
        history.remember(event);
        EventKind kind = event.kind();
        boolean interests =
                wanted.contains(kind) || Alarms.clearedBy(kind).stream().anyMatch(wanted::contains);
        if (closed || !interests) {
            return;
        }
        if (undecided.size() == MOST_WAITING) {
            undecided.remove(0);
        }
        Duration wait = Alarms.decidedAfter(kind).plus(GRACE);
        undecided.add(new Undecided(event, System.nanoTime() + wait.toNanos()));
        if (thread == null) {
            Thread worker = new Thread(this::work, threadName);
            worker.setDaemon(true);
            worker.start();
            thread = worker;
        }
        notifyAll();
    }

    private void work() {
        try {
            while (true) {
                Step step = next();
                if (step == null) {
                    return;
                }
                if (step.event() != null) {
                    decide(step.event());
                } else if (step.notice() != null) {
                    send(step.notice());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Nothing more is told to the webhook {}; replication goes on", options.url(), e);
        } finally {
            history.close();
        }
    }

    /** What is to be done next: one of the two. */
    private record Step(@Nullable Event event, @Nullable Notice notice) {}

    /** @return null at the end */
    private synchronized @Nullable Step next() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            Undecided first = undecided.stream()
                    .min(Comparator.comparingLong(each -> each.due() - now))
                    .orElse(null);
            if (first != null && first.due() - now <= 0) {
                undecided.remove(first);
                return new Step(first.event(), null);
            }
            Notice head = outbox.peekFirst();
            if (head != null && nextTry - now <= 0) {
                return new Step(null, head);
            }
            if (closed && undecided.isEmpty()) {
                return null;
            }
            long wait = Long.MAX_VALUE;
            wait = first == null ? wait : Math.min(wait, first.due() - now);
            wait = head == null ? wait : Math.min(wait, nextTry - now);
            if (wait == Long.MAX_VALUE) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, wait));
            }
        }
    }

    private void decide(Event event) {
        News news = Alarms.decide(event, history.before(event), wanted).orElse(null);
        if (news == null) {
            return;
        }
        byte[] json = WebhookPost.json(event, run, news == News.ALL_CLEAR);
        synchronized (this) {
            if (outbox.size() == MOST_WAITING) {
                outbox.removeFirst();
            }
            outbox.addLast(new Notice(event, json));
        }
    }

    private void send(Notice notice) {
        WebhookPost.Outcome outcome = post.send(notice.json());
        synchronized (this) {
            boolean stale = notice.event().time().plus(STALE).isBefore(Instant.now());
            switch (outcome.verdict()) {
                case TAKEN -> {
                    outbox.remove(notice);
                    pause = FIRST_PAUSE;
                    tellReturn();
                }
                case REFUSED -> {
                    outbox.remove(notice);
                    complain(outcome.reason(), "it is not told again");
                }
                case TRY_AGAIN -> {
                    complain(outcome.reason(), "it is tried again");
                    if (stale || closed) {
                        outbox.remove(notice);
                    }
                    nextTry = System.nanoTime() + (closed ? 0 : pause.toNanos());
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        }
    }

    private void tellReturn() {
        if (complained) {
            complained = false;
            LOG.info("The webhook {} takes what it is told again", options.url());
        }
    }

    /** Without the address, which often holds a token. */
    private void complain(String reason, String consequence) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "The webhook {} did not take what it was told: {}; {}, and replication goes on",
                    options.url(),
                    reason,
                    consequence);
        }
    }

    /** Has what was said last decided and sent at once; an all-clear that is not certain yet is not. */
    synchronized void end() {
        closed = true;
        undecided.removeIf(each -> !Alarms.decidedAfter(each.event().kind()).isZero());
        undecided.replaceAll(each -> new Undecided(each.event(), System.nanoTime()));
        nextTry = System.nanoTime();
        notifyAll();
    }

    /** Waits a moment for what was said last. */
    void awaitEnd(long deadlineNanos) {
        Thread worker;
        synchronized (this) {
            worker = thread;
        }
        if (worker == null) {
            return;
        }
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (left > 0) {
                worker.join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.interrupt();
    }

    @Override
    public void close() {
        end();
        awaitEnd(System.nanoTime() + PATIENCE_AT_THE_END.toNanos());
    }
}
