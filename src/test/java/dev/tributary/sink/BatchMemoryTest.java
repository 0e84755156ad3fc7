package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.SyncConfig.BatchOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchMemoryTest {

    private static final long MEGABYTE = 1 << 20;

    private final BatchOptions options = new BatchOptions(100_000, 64 * MEGABYTE, Duration.ofSeconds(2), 8192);

    @Test
    void largeHeapLeavesBatchesAsTheyAreConfigured() {
        assertThat(BatchMemory.fit(options, 2048 * MEGABYTE, 2)).isEqualTo(options);
    }

    @Test
    void fourBatchesOfEachWriterTakeAQuarterOfASmallHeap() {
        assertThat(BatchMemory.fit(options, 512 * MEGABYTE, 2))
                .isEqualTo(new BatchOptions(100_000, 16 * MEGABYTE, Duration.ofSeconds(2), 8192));
        assertThat(BatchMemory.fit(options, 512 * MEGABYTE, 8).maxBytes()).isEqualTo(4 * MEGABYTE);
    }
}
