package dev.tributary.sink;

import dev.tributary.model.RowChange;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The open batch of one target: the last change of every key, by version, and the rows of snapshots as they come. A
 * snapshot has each key once, so they are not looked up; a key that has a change in the batch too is there twice, as it
 * can be in two batches, and the merge takes the later one. All changes are of one schema.
 */
final class BatchWindow {

    private static final int INITIAL_SLOTS = 16;
    private static final int FREE = -1;

    private final RowArena rows = new RowArena();
    private final long openedAtMillis;

    /** Numbers of changes, found by the hashes of their keys: the first slot from the hash on that is free or the key's. */
    private int[] slots = newSlots(INITIAL_SLOTS);

    private int changes;

    /** How many rows of snapshots lie behind others of them, and have no number. */
    private int together;

    private int[] rowNumbers = new int[INITIAL_SLOTS / 2];
    private int[] hashes = new int[INITIAL_SLOTS / 2];
    private int[] keyLengths = new int[INITIAL_SLOTS / 2];
    private long[] sourceTimes = new long[INITIAL_SLOTS / 2];

    BatchWindow(long openedAtMillis) {
        this.openedAtMillis = openedAtMillis;
    }

    /** Takes a change unless a later one of its key is there; of equal versions the last to come counts. */
    void add(RowChange change) {
        if (change.isOfSnapshot()) {
            rows.add(change.row());
            together += change.rows() - 1;
            return;
        }
        int hash = change.mergeKey().hashCode();
        int slot = slotOf(change, hash);
        int number = slots[slot];
        if (number == FREE) {
            slots[slot] = changes;
            remember(rows.add(change.row()), change, hash);
        } else if (Long.compareUnsigned(rows.version(rowNumbers[number]), change.version()) <= 0) {
            rows.replace(rowNumbers[number], change.row());
            sourceTimes[number] = change.sourceTimeMillis();
        }
    }

    private int slotOf(RowChange change, int hash) {
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        while (slots[slot] != FREE && !hasKey(slots[slot], change, hash)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean hasKey(int number, RowChange change, int hash) {
        return hashes[number] == hash
                && keyLengths[number] == change.keyLength()
                && rows.startsWith(rowNumbers[number], change.row(), change.keyLength());
    }

    /** Keys that follow one another have hashes that do; and the partitioning has taken some of their bits already. */
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }

    private void remember(int rowNumber, RowChange change, int hash) {
        rowNumbers[changes] = rowNumber;
        hashes[changes] = hash;
        keyLengths[changes] = change.keyLength();
        sourceTimes[changes] = change.sourceTimeMillis();
        changes++;
        if (changes == hashes.length) {
            grow();
        }
    }

    /** Slots stay at most half full. */
    private void grow() {
        int capacity = hashes.length * 2;
        rowNumbers = Arrays.copyOf(rowNumbers, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        keyLengths = Arrays.copyOf(keyLengths, capacity);
        sourceTimes = Arrays.copyOf(sourceTimes, capacity);
        slots = newSlots(capacity * 2);
        int mask = slots.length - 1;
        for (int number = 0; number < changes; number++) {
            int slot = spread(hashes[number]) & mask;
            while (slots[slot] != FREE) {
                slot = slot + 1 & mask;
            }
            slots[slot] = number;
        }
    }

    private static int[] newSlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, FREE);
        return slots;
    }

    int rows() {
        return rows.rows() + together;
    }

    /** How long the batch is. */
    long bytes() {
        return rows.bytes();
    }

    /** What the batch keeps from the rest of the heap. */
    long retainedBytes() {
        return rows.retainedBytes()
                + (long) Integer.BYTES * (slots.length + rowNumbers.length + hashes.length + keyLengths.length)
                + (long) Long.BYTES * sourceTimes.length;
    }

    long openedAtMillis() {
        return openedAtMillis;
    }

    /** The rows as they are staged, one behind the other. */
    InputStream open() {
        return rows.open();
    }

    ChangeCounts counts() {
        long deletes = 0;
        long first = 0;
        long last = 0;
        for (int number = 0; number < rows.rows(); number++) {
            if (rows.deleted(number)) {
                deletes++;
            }
        }
        for (int number = 0; number < changes; number++) {
            long time = sourceTimes[number];
            first = first == 0 ? time : Math.min(first, time);
            last = Math.max(last, time);
        }
        return new ChangeCounts(rows() - deletes, deletes, first, last);
    }
}
