package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkReportsTest {

    private final ChunkReports reports = new ChunkReports();

    @Test
    void chunksOfACompleteCheckpointAreNotLost() {
        reports.add(0, Set.of("t:0"));
        reports.checkpointBegins(1);
        reports.add(0, Set.of("t:1"));
        reports.checkpointBegins(2);
        reports.add(0, Set.of("t:2"));
        reports.checkpointIsComplete(1);

        assertThat(reports.takeLost(0)).containsExactlyInAnyOrder("t:1", "t:2");
        assertThat(reports.takeLost(0)).isEmpty();
    }

    @Test
    void laterCheckpointCoversThoseThatWereGivenUp() {
        reports.add(0, Set.of("t:0"));
        reports.checkpointBegins(1);
        reports.checkpointBegins(2);
        reports.checkpointIsComplete(2);

        assertThat(reports.takeLost(0)).isEmpty();
    }

    @Test
    void chunksOfAReaderThatGoesOnAreNotLost() {
        reports.add(0, Set.of("t:0"));
        reports.add(1, Set.of("t:1"));

        assertThat(reports.takeLost(1)).containsExactly("t:1");
        assertThat(reports.takeLost(0)).containsExactly("t:0");
    }
}
