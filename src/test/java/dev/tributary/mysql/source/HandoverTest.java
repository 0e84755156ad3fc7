package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandoverTest {

    private static RowChange change(int id) {
        return new RowChange(id, new byte[9], 0, 0);
    }

    @Test
    void whatGathersIsTakenAtOnceWithTheStateBehindIt() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        AtomicInteger state = new AtomicInteger();
        Handover handover = new Handover(1_000, wakes::incrementAndGet);

        handover.put(List.of(change(1)), 9, () -> state.set(1));
        handover.put(List.of(change(2)), 9, () -> state.set(2));

        Handover.Taken<Integer> taken = Objects.requireNonNull(handover.take(state::get));
        assertThat(taken.changes()).extracting(RowChange::schemaId).containsExactly(1L, 2L);
        assertThat(taken.state()).isEqualTo(2);
        assertThat(wakes).hasValue(1);
        assertThat(handover.take(state::get)).isNull();
    }

    @Test
    void readerWaitsWhileTooMuchIsOpenAndLosesNothing() throws Exception {
        Handover handover = new Handover(90, () -> {});
        Thread reader = new Thread(() -> {
            try {
                for (int i = 0; i < 10_000; i++) {
                    handover.put(List.of(change(i)), 9, () -> {});
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        List<RowChange> all = new ArrayList<>();
        while (all.size() < 10_000) {
            Handover.Taken<String> taken = handover.take(() -> "");
            if (taken == null) {
                Thread.onSpinWait();
            } else {
                assertThat(taken.changes().size()).isLessThanOrEqualTo(11);
                all.addAll(taken.changes());
            }
        }
        reader.join();

        assertThat(all).extracting(RowChange::schemaId).isSorted();
    }

    @Test
    void stateMovesOnWithoutRows() {
        Handover handover = new Handover(90, () -> {});
        handover.change(() -> {});

        assertThat(Objects.requireNonNull(handover.take(() -> "here")).changes())
                .isEmpty();
    }
}
