package dev.tributary.mysql.source;

import dev.tributary.config.LoadLimits;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a server's load allows another chunk: it does for a moment after a look that found no limit exceeded. */
final class LoadGate {

    private static final Logger LOG = LoggerFactory.getLogger(LoadGate.class);

    /** For how long a look holds. */
    static final Duration FRESH = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final String server;
    private final boolean isUnlimited;
    private Optional<String> excess = Optional.empty();
    private @Nullable Long lookedAtNanos;
    private @Nullable Long toldAtNanos;
    private boolean isTold;

    /** @param server for messages */
    LoadGate(String server, LoadLimits limits) {
        this.server = server;
        this.isUnlimited = limits.isEmpty();
    }

    synchronized boolean isOpen(long nowNanos) {
        return isUnlimited || excess.isEmpty() && lookedAtNanos != null && nowNanos - lookedAtNanos < FRESH.toNanos();
    }

    /** Whether the last look found a limit exceeded. */
    synchronized boolean isWaiting() {
        return excess.isPresent();
    }

    /**
     * The load was looked at.
     *
     * @param found which limit is exceeded, empty for none
     */
    synchronized void looked(Optional<String> found, long nowNanos) {
        excess = found;
        lookedAtNanos = nowNanos;
        if (found.isEmpty()) {
            if (isTold) {
                LOG.info("MySQL server {}: snapshots go on", server);
            }
            isTold = false;
        } else if (!isTold && (toldAtNanos == null || nowNanos - toldAtNanos >= BETWEEN_LINES.toNanos())) {
            LOG.info("MySQL server {}: snapshots wait, since {} (source.max-load)", server, found.get());
            isTold = true;
            toldAtNanos = nowNanos;
        }
    }
}
