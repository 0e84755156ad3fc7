package dev.tributary.mysql.source;

import dev.tributary.journal.EventKind;
import dev.tributary.mysql.source.TableStatesWatch.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out whether a server is paused, and says so where that changes. Used by the enumerator's thread. */
final class PauseDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(PauseDecisions.class);

    private final String address;
    private final SourceJournal journal;
    private boolean saidThatItWaits;

    PauseDecisions(String address, SourceJournal journal) {
        this.address = address;
        this.journal = journal;
    }

    /** @param reading null where ClickHouse could not be asked */
    void decided(@Nullable Reading reading, ReadingGate gate) {
        ReadingGate.Phase before = gate.phase();
        if (reading == null) {
            if (before == ReadingGate.Phase.UNASKED && !saidThatItWaits) {
                saidThatItWaits = true;
                LOG.warn("Reading MySQL server {} waits: ClickHouse does not say whether it is paused", address);
            }
        } else if (gate.set(reading.paused())) {
            tell(reading, before);
        }
    }

    private void tell(Reading reading, ReadingGate.Phase before) {
        if (reading.paused()) {
            LOG.warn(
                    "MySQL server {} is paused, all others go on: {}. 'tributary resume' has it read on from where it"
                            + " stands",
                    address,
                    reading.cause());
            journal.tell(
                    EventKind.PAUSED,
                    "nothing is read of it from the end of a transaction on: " + reading.cause(),
                    "run 'tributary resume', which has it read on from there, before it purges its binlog");
        } else if (before == ReadingGate.Phase.CLOSED) {
            LOG.info("MySQL server {} is read on from where it was paused", address);
            journal.tell(EventKind.RESUMED, "it is read on from where it was paused", "");
        }
    }
}
