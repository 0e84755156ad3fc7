package dev.tributary.config;

import java.io.Serializable;
import java.util.Set;

/**
 * An address that is told what happens to the job.
 *
 * @param url a secret, since such addresses hold tokens
 * @param kinds of events, as they are called in the journal; empty: all
 */
public record NotifyOptions(Secret url, MinimumSeverity minimumSeverity, Set<String> kinds) implements Serializable {

    public NotifyOptions {
        kinds = Set.copyOf(kinds);
    }

    /** In the order of the journal's severities. */
    public enum MinimumSeverity {
        INFO,
        WARNING,
        ERROR
    }
}
