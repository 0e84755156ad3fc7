package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that somebody sets aside, takes back and pauses in any order, between readers that fail. */
class TableWayTest {

    private static final TableId TABLE = new TableId("shop", "orders");
    private static final int STEPS = 300;

    private final TableProgress table = new TableProgress(TABLE, 0);
    private final List<ChunkTask> handedOut = new ArrayList<>();

    /** The reader of the binlog: what it was told and has not seen, what it follows, and what its last checkpoint has. */
    private final Deque<Runnable> told = new ArrayDeque<>();

    private @Nullable Integer follows;
    private @Nullable Integer durable;
    private boolean held;

    static List<Integer> seeds() {
        return IntStream.range(0, 500).boxed().toList();
    }

    /**
     * No snapshot begins while rows of before can come: from chunks that are handed out, or from a reader of the binlog that
     * follows the table. In the end the table is where the last decision wants it.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void snapshotBeginsOnlyWhereNothingOfBeforeCanComeAndTheLastDecisionCounts(int seed) {
        Random random = new Random(seed);
        int resyncs = 0;
        boolean aside = false;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> begin(step, 1 + random.nextInt(3));
                case 2 -> handOut();
                case 3 -> report(random, true);
                case 4 -> takeBack();
                case 5 -> read();
                case 6 -> checkpoint();
                case 7 -> fail();
                case 8 -> held = !held;
                default -> {
                    if (random.nextInt(4) == 0) {
                        aside = random.nextBoolean();
                        if (aside) {
                            table.setAside();
                        } else {
                            table.readAnew(++resyncs);
                        }
                        instruct();
                    }
                }
            }
            assertThat(handedOut.isEmpty() || table.phase() != TablePhase.ASIDE)
                    .as("nothing of a table that is set aside is being read")
                    .isTrue();
        }
        held = false;
        for (int round = 0; round < 50; round++) {
            begin(STEPS, 2);
            handOut();
            report(random, false);
            takeBack();
            instruct();
            read();
            checkpoint();
        }
        assertThat(table.phase()).isEqualTo(aside ? TablePhase.ASIDE : TablePhase.FOLLOWED);
        assertThat(follows).isEqualTo(aside ? null : Integer.valueOf(resyncs));
    }

    private void begin(int step, int chunks) {
        if (table.phase() == TablePhase.WAITING && !held) {
            assertThat(handedOut).isEmpty();
            assertThat(durable).isNull();
            read(); // what it was told to follow it was told to let go of behind that
            assertThat(follows).isNull();
            table.begin(
                    SnapshotProgressTest.snapshot(TABLE, step + 1), SnapshotProgressTest.chunks(TABLE, chunks), null);
        }
    }

    private void handOut() {
        for (ChunkTask task = held ? null : table.handOut(); task != null; task = table.handOut()) {
            handedOut.add(task);
        }
    }

    private void report(Random random, boolean mayFail) {
        for (ChunkTask task : List.copyOf(handedOut)) {
            if (random.nextBoolean()) {
                handedOut.remove(task);
                table.report(new ChunkReport(task.id(), 5, mayFail && random.nextInt(20) == 0 ? "altered" : ""), null);
            }
        }
        instruct();
    }

    private void takeBack() {
        handedOut.forEach(task -> table.takeBack(task.id()));
        handedOut.clear();
    }

    private void instruct() {
        if (table.phase() == TablePhase.READ) {
            int resyncs = table.toFollow().resyncs();
            told.add(() -> {
                if (follows == null || follows < resyncs) {
                    follows = resyncs;
                }
            });
        } else if (table.phase() == TablePhase.RELEASING) {
            int released = table.released();
            told.add(() -> {
                if (follows != null && follows <= released) {
                    follows = null;
                }
            });
        }
    }

    /** Everything that it was told is done before the next event of the binlog is read. */
    private void read() {
        for (Runnable each = told.poll(); each != null; each = told.poll()) {
            each.run();
        }
    }

    private void checkpoint() {
        durable = follows;
        table.readerSays(durable, null);
        instruct();
    }

    /** It begins again from its last checkpoint, and knows nothing of what it was told since. */
    private void fail() {
        told.clear();
        follows = durable;
        table.readerSays(durable, null);
        instruct();
    }
}
