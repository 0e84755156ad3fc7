package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what a person waits for while a server's tables are read: that it began, each table that is complete, how far
 * the others are every ten seconds, and when all are followed. Looked at often, it speaks when something has changed.
 */
final class SnapshotNews {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotNews.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int NAMED_TABLES = 5;

    /** Those in which a table's rows are all there, or not asked for. */
    private static final Set<TablePhase> CURRENT = EnumSet.of(TablePhase.FOLLOWED, TablePhase.ASIDE);

    private final String address;
    private final boolean bounded;
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final Map<TableId, TablePhase> known = new HashMap<>();
    private final Map<TableId, Long> begunAt = new HashMap<>();
    private boolean first = true;
    private boolean complete = true;
    private long startedAt;
    private long saidAt;

    /** @param bounded whether there is no binlog to follow */
    SnapshotNews(String address, boolean bounded) {
        this(address, bounded, System::nanoTime, LOG::info);
    }

    SnapshotNews(String address, boolean bounded, LongSupplier nanoTime, Consumer<String> log) {
        this.address = address;
        this.bounded = bounded;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    void look(SnapshotProgress progress) {
        long now = nanoTime.getAsLong();
        long left = progress.all().stream().filter(table -> !isCurrent(table)).count();
        if (left > 0 && complete) {
            complete = false;
            startedAt = now;
            saidAt = now;
            log.accept(begins(progress.all().size(), left));
        } else if (first && left == 0) {
            log.accept("MySQL server " + address + ": following the binlog, "
                    + tables(progress.all().size()));
        }
        first = false;
        progress.all().forEach(table -> look(table, now));
        if (!complete && left == 0) {
            complete = true;
            log.accept("MySQL server " + address + ": all tables are complete after " + text(now - startedAt)
                    + (bounded ? "" : ", the binlog is followed"));
        } else if (!complete && now - saidAt >= INTERVAL_NANOS) {
            saidAt = now;
            log.accept(stand(progress, left));
        }
    }

    private String begins(int all, long left) {
        return left == all
                ? "MySQL server " + address + ": the snapshot of " + tables(left) + " begins"
                : "MySQL server " + address + ": " + tables(left) + " of " + all + " to be read by a snapshot";
    }

    private void look(TableProgress table, long now) {
        TablePhase phase = table.phase();
        TablePhase before = known.put(table.table(), phase);
        if (phase == before) {
            return;
        }
        if (phase == TablePhase.READING) {
            begunAt.put(table.table(), now);
        }
        if (before != null && phase == TablePhase.READ) {
            log.accept(
                    "Table " + table.table() + " is read, in " + text(now - begunAt.getOrDefault(table.table(), now)));
        }
    }

    private String stand(SnapshotProgress progress, long left) {
        List<TableProgress> reading = progress.in(TablePhase.READING).toList();
        String names = reading.stream()
                .limit(NAMED_TABLES)
                .map(table -> table.table() + " (" + chunks(table) + ")")
                .collect(Collectors.joining(", "));
        int all = progress.all().size();
        return "MySQL server " + address + ": " + (all - left) + " of " + tables(all) + " complete"
                + (names.isEmpty() ? "" : "; being read: " + names)
                + (reading.size() > NAMED_TABLES ? " and " + (reading.size() - NAMED_TABLES) + " more" : "");
    }

    private static String chunks(TableProgress table) {
        int left = table.plannedChunks() + table.chunksHandedOut().size();
        return (table.isWholeCut() ? "" : "at least ") + left + (left == 1 ? " chunk left" : " chunks left");
    }

    private boolean isCurrent(TableProgress table) {
        return CURRENT.contains(table.phase()) || bounded && table.phase() == TablePhase.READ;
    }

    private static String tables(long count) {
        return count == 1 ? "1 table" : count + " tables";
    }

    /** For example 0.4 s, 12 s, 3 min 5 s. */
    private static String text(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        if (duration.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
        }
        return duration.toMinutes() == 0
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
