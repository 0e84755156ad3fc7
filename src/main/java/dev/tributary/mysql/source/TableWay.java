package dev.tributary.mysql.source;

import org.jspecify.annotations.Nullable;

/** Where a table stands, and where it goes when it has left that; {@link TablePhase} has the drawing. Knows no chunks. */
final class TableWay {

    private TablePhase phase;

    /** Where it goes from DRAINING or RELEASING. */
    private TablePhase next;

    /** How often the table had been read anew that the reader of the binlog is to let go of. */
    private int released;

    TableWay() {
        this(TablePhase.WAITING, TablePhase.WAITING, 0);
    }

    /** As it was in a state. */
    TableWay(TablePhase phase, TablePhase next, int released) {
        this.phase = phase;
        this.next = next;
        this.released = released;
    }

    TablePhase phase() {
        return phase;
    }

    TablePhase next() {
        return next;
    }

    int released() {
        return released;
    }

    boolean isIn(TablePhase one) {
        return phase == one;
    }

    /** Its snapshot begins. */
    void begin() {
        if (phase != TablePhase.WAITING) {
            throw new IllegalStateException("a snapshot cannot begin in phase " + phase);
        }
        phase = TablePhase.READING;
    }

    /** All chunks of its snapshot are read. */
    void chunksAreRead() {
        if (phase == TablePhase.READING) {
            phase = TablePhase.READ;
        }
    }

    /** A chunk that was read has to be read again: a bounded run was ahead of its readers. */
    void chunkIsUnread() {
        if (phase == TablePhase.READ) {
            phase = TablePhase.READING;
        }
    }

    /**
     * It is not to be read as it is being read.
     *
     * @param goal where it goes when nothing of before can come any more
     * @param resyncs how often it had been read anew
     */
    void leave(TablePhase goal, int resyncs) {
        next = goal;
        switch (phase) {
            case WAITING, ASIDE -> phase = goal;
            case READING -> phase = TablePhase.DRAINING;
            case READ, FOLLOWED -> {
                phase = TablePhase.RELEASING;
                released = resyncs;
            }
            case DRAINING, RELEASING -> {}
        }
    }

    /** @return whether it left by that: no chunk that was handed out is outstanding any more */
    boolean chunksAreBack() {
        return phase == TablePhase.DRAINING && goOn();
    }

    /** @return whether it left by that: no reader of the binlog follows it */
    boolean isLetGo() {
        return phase == TablePhase.RELEASING && goOn();
    }

    /** @return whether it left by that: the reader of the binlog could not take its snapshot over */
    boolean isRejected() {
        return phase == TablePhase.READ && goTo(TablePhase.WAITING);
    }

    /**
     * What the reader of the binlog says of the table.
     *
     * @param resyncs how often it was asked to be read anew
     * @param followed how often the table had been read anew that the reader follows; null where it follows none
     * @param refused the same for the one that it refused
     * @return whether it stands elsewhere now
     */
    boolean readerSays(int resyncs, @Nullable Integer followed, @Nullable Integer refused) {
        return switch (phase) {
            case READ -> {
                if (followed != null && followed == resyncs) {
                    phase = TablePhase.FOLLOWED;
                    yield true;
                }
                yield refused != null && refused == resyncs && goTo(TablePhase.ASIDE);
            }
            case FOLLOWED ->
                followed == null && goTo(refused != null && refused >= resyncs ? TablePhase.ASIDE : TablePhase.WAITING);
            case RELEASING -> followed == null && goOn();
            case WAITING, READING, DRAINING, ASIDE -> false;
        };
    }

    private boolean goTo(TablePhase goal) {
        next = goal;
        return goOn();
    }

    private boolean goOn() {
        phase = next;
        return true;
    }
}
