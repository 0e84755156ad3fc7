package dev.tributary.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sink.CommitResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingResultsTest {

    private final WaitingResults waiting = new WaitingResults(3);

    private static CommitResult result(int number) {
        return new CommitResult("job", "shop.orders", "commit " + number, number, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void theOldestGoesForTheNewest() {
        for (int number = 1; number <= 5; number++) {
            waiting.add(result(number));
        }

        assertThat(waiting.all()).containsExactly(result(3), result(4), result(5));
        assertThat(waiting.remove(List.of())).isEqualTo(2);
        assertThat(waiting.remove(List.of())).isZero();
    }

    @Test
    void whatCameWhileOthersWereWrittenStays() {
        waiting.add(result(1));
        waiting.add(result(2));
        List<CommitResult> written = waiting.all();
        waiting.add(result(3));
        waiting.add(result(4));

        assertThat(waiting.remove(written)).isEqualTo(1);
        assertThat(waiting.all()).containsExactly(result(3), result(4));
    }
}
