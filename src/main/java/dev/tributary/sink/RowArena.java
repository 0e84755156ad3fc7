package dev.tributary.sink;

import dev.tributary.model.TargetSchema;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows side by side in a few large arrays, each known by a number. A hundred thousand rows as objects are what the garbage
 * collector copies again and again while a batch is open; these arrays it leaves where they are.
 */
final class RowArena {

    /** A little less than a power of two, so that an array with its header fits a region of the heap. */
    private static final int LARGEST_SEGMENT_BYTES = (1 << 20) - 64;

    /** Many windows stay open with a few rows each, so a segment is no larger than all before it together. */
    private static final int SMALLEST_SEGMENT_BYTES = 256;

    private static final int INITIAL_ROWS = 8;

    private final List<byte[]> segments = new ArrayList<>();
    private int[] segmentOf = new int[INITIAL_ROWS];
    private int[] offsetOf = new int[INITIAL_ROWS];
    private int[] lengthOf = new int[INITIAL_ROWS];
    private int rows;
    private int used;
    private long bytes;
    private long segmentBytes;

    int rows() {
        return rows;
    }

    /** All the bytes taken, those that rows left behind when they were replaced by longer ones included. */
    long bytes() {
        return bytes;
    }

    /** What it keeps from the rest of the heap, whether rows are in it or not. */
    long retainedBytes() {
        return segmentBytes + 3L * Integer.BYTES * lengthOf.length;
    }

    /** Adds a row. @return its number, counted from 0 */
    int add(byte[] row) {
        if (rows == lengthOf.length) {
            segmentOf = Arrays.copyOf(segmentOf, rows * 2);
            offsetOf = Arrays.copyOf(offsetOf, rows * 2);
            lengthOf = Arrays.copyOf(lengthOf, rows * 2);
        }
        place(rows, row);
        return rows++;
    }

    /** Puts a row in another's place; its number stays. */
    void replace(int number, byte[] row) {
        if (row.length <= lengthOf[number]) {
            System.arraycopy(row, 0, segment(number), offsetOf[number], row.length);
            lengthOf[number] = row.length;
        } else {
            place(number, row);
        }
    }

    private void place(int number, byte[] row) {
        if (segments.isEmpty() || last().length - used < row.length) {
            long asMuchAgain = Math.max(segmentBytes, SMALLEST_SEGMENT_BYTES);
            byte[] segment = new byte[Math.max(row.length, (int) Math.min(asMuchAgain, LARGEST_SEGMENT_BYTES))];
            segments.add(segment);
            segmentBytes += segment.length;
            used = 0;
        }
        System.arraycopy(row, 0, last(), used, row.length);
        segmentOf[number] = segments.size() - 1;
        offsetOf[number] = used;
        lengthOf[number] = row.length;
        used += row.length;
        bytes += row.length;
    }

    private byte[] last() {
        return segments.get(segments.size() - 1);
    }

    private byte[] segment(int number) {
        return segments.get(segmentOf[number]);
    }

    boolean startsWith(int number, byte[] bytesOfKey, int length) {
        int offset = offsetOf[number];
        return length <= lengthOf[number]
                && Arrays.equals(segment(number), offset, offset + length, bytesOfKey, 0, length);
    }

    /** The row's {@link TargetSchema#VERSION}. */
    long version(int number) {
        byte[] segment = segment(number);
        int end = offsetOf[number] + lengthOf[number];
        long version = 0;
        for (int i = end - 2; i >= end - TargetSchema.TRAILER_BYTES; i--) {
            version = version << 8 | segment[i] & 0xFF;
        }
        return version;
    }

    /** The row's {@link TargetSchema#DELETED}. */
    boolean deleted(int number) {
        return segment(number)[offsetOf[number] + lengthOf[number] - 1] != 0;
    }

    /** All rows one behind the other, as they are now; may be opened again. */
    InputStream open() {
        return new Rows();
    }

    private final class Rows extends InputStream {

        private int row;
        private int at;

        @Override
        public int read() {
            skipEndedRows();
            return row == rows ? -1 : segment(row)[offsetOf[row] + at++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int copied = 0;
            skipEndedRows();
            while (copied < length && row < rows) {
                int chunk = Math.min(length - copied, lengthOf[row] - at);
                System.arraycopy(segment(row), offsetOf[row] + at, target, offset + copied, chunk);
                at += chunk;
                copied += chunk;
                skipEndedRows();
            }
            return copied == 0 && length > 0 ? -1 : copied;
        }

        private void skipEndedRows() {
            while (row < rows && at == lengthOf[row]) {
                row++;
                at = 0;
            }
        }
    }
}
