package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.model.RowChange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchWindowTest {

    private static final int KEY_BYTES = 8;

    private final BatchWindow window = new BatchWindow(0);

    @Test
    void laterVersionReplacesEarlier() throws IOException {
        window.add(change(1, 10, false, "old"));
        window.add(change(1, 11, false, "new and longer"));

        assertThat(rows()).containsExactly("1/11/upsert/new and longer");
    }

    @Test
    void earlierVersionDoesNotReplaceLater() throws IOException {
        window.add(change(1, 11, true, ""));
        window.add(change(1, 10, false, "late"));

        assertThat(rows()).containsExactly("1/11/delete/");
    }

    @Test
    void lastOfEqualVersionsCounts() throws IOException {
        window.add(change(1, 10, true, ""));
        window.add(change(1, 10, false, "again"));

        assertThat(rows()).containsExactly("1/10/upsert/again");
    }

    @Test
    void versionsAreUnsigned() throws IOException {
        window.add(change(1, -1, false, "highest"));
        window.add(change(1, 1, false, "low"));

        assertThat(rows()).containsExactly("1/-1/upsert/highest");
    }

    @Test
    void countsWhatIsLeftOfTheChanges() {
        window.add(new RowChange(7, change(1, 10, false, "a").row(), KEY_BYTES, 500));
        window.add(new RowChange(7, change(1, 11, true, "").row(), KEY_BYTES, 900));
        window.add(new RowChange(7, change(2, 12, false, "b").row(), KEY_BYTES, 700));
        window.add(new RowChange(7, change(3, 0, false, "snapshot").row(), KEY_BYTES, 0));

        assertThat(window.counts()).isEqualTo(new ChangeCounts(2, 1, 700, 900));
    }

    /** The merge takes the later one of a key, as it does where they are in two batches. */
    @Test
    void rowsOfSnapshotsAreNotLookedUp() throws IOException {
        window.add(new RowChange(7, change(1, 10, false, "snapshot").row(), KEY_BYTES, 0));
        window.add(change(1, 11, false, "change"));
        window.add(change(1, 12, false, "later"));
        window.add(new RowChange(7, change(2, 10, false, "snapshot").row(), KEY_BYTES, 0));

        assertThat(rows()).containsExactly("1/10/upsert/snapshot", "1/12/upsert/later", "2/10/upsert/snapshot");
        assertThat(window.counts()).isEqualTo(new ChangeCounts(3, 0, 1_000, 1_000));
    }

    @Test
    void rowsOfSnapshotsComeManyTogether() throws IOException {
        RowBinaryWriter together = new RowBinaryWriter(64);
        together.writeRaw(change(1, 10, false, "one").row());
        together.writeRaw(change(2, 10, false, "other").row());
        window.add(change(1, 11, false, "change"));
        window.add(new RowChange(7, together.toByteArray(), KEY_BYTES, 0, 2));
        window.add(change(1, 12, true, ""));

        assertThat(rows()).containsExactly("1/12/delete/", "1/10/upsert/one", "2/10/upsert/other");
        assertThat(window.rows()).isEqualTo(3);
        assertThat(window.counts()).isEqualTo(new ChangeCounts(2, 1, 1_000, 1_000));
    }

    @Test
    void keyIsNotTakenForAnotherThatItBegins() {
        byte[] row = change(1, 10, false, "same").row();
        window.add(new RowChange(7, row, 8, 1));
        window.add(new RowChange(7, row, 9, 1));

        assertThat(window.rows()).isEqualTo(2);
    }

    @Test
    void holdsRowsLargerThanASegment() throws IOException {
        String large = "x".repeat(3_000_000);
        window.add(change(1, 1, false, "small"));
        window.add(change(2, 2, false, large));
        window.add(change(3, 3, false, "small"));

        assertThat(rows()).containsExactly("1/1/upsert/small", "2/2/upsert/" + large, "3/3/upsert/small");
    }

    @Test
    void agreesWithAMapOverManyChanges() throws IOException {
        Map<Long, RowChange> expected = new LinkedHashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextInt(30_000);
            RowChange change =
                    change(key, random.nextInt(1000), random.nextInt(10) == 0, "v".repeat(random.nextInt(60)));
            window.add(change);
            expected.merge(key, change, (old, now) -> old.version() <= now.version() ? now : old);
        }
        List<String> rows = new ArrayList<>();
        for (RowChange change : expected.values()) {
            rows.add(text(change.row()));
        }

        assertThat(rows()).containsExactlyElementsOf(rows);
    }

    /** As many as a job has that follows hundreds of targets with a trickle of rows each. */
    @Test
    void openWindowsTakeMemoryByTheirRows() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RowChange change = change(1, 1, false, "v".repeat(100));
        List<BatchWindow> open = new ArrayList<>(5_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 5_000; i++) {
            BatchWindow one = new BatchWindow(0);
            one.add(change);
            open.add(one);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long told = open.stream().mapToLong(BatchWindow::retainedBytes).sum();

        assertThat(allocated).isLessThan(5_000L * 2_000);
        assertThat(told).isBetween(allocated / 3, allocated);
    }

    @Test
    void retainedBytesHoldWhatReplacedRowsLeftBehind() {
        for (int i = 0; i < 1_000; i++) {
            window.add(change(1, i, false, "v".repeat(i)));
        }

        assertThat(window.bytes()).isGreaterThan(500_000);
        assertThat(window.retainedBytes()).isBetween(window.bytes(), 3 * window.bytes());
    }

    /** Key, text behind its length, version, deleted. */
    private static RowChange change(long key, long version, boolean deleted, String text) {
        RowBinaryWriter out = new RowBinaryWriter(64);
        out.writeLong(key);
        out.writeInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.writeByte(text.charAt(i));
        }
        out.writeLong(version);
        out.writeByte(deleted ? 1 : 0);
        return new RowChange(7, out.toByteArray(), KEY_BYTES, 1_000);
    }

    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputStream in = window.open()) {
            byte[] head = in.readNBytes(12);
            while (head.length > 0) {
                byte[] tail = in.readNBytes((int) littleEndian(head, 8, 4) + 9);
                byte[] row = new byte[head.length + tail.length];
                System.arraycopy(head, 0, row, 0, head.length);
                System.arraycopy(tail, 0, row, head.length, tail.length);
                rows.add(text(row));
                head = in.readNBytes(12);
            }
        }
        return rows;
    }

    private static String text(byte[] row) {
        int length = (int) littleEndian(row, 8, 4);
        String text = new String(row, 12, length, java.nio.charset.StandardCharsets.ISO_8859_1);
        return littleEndian(row, 0, 8) + "/" + littleEndian(row, 12 + length, 8) + "/"
                + (row[row.length - 1] == 0 ? "upsert" : "delete") + "/" + text;
    }

    private static long littleEndian(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from + count - 1; i >= from; i--) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }
}
