package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class JobFailureTest {

    private static final Exception OURS = new IllegalStateException(
            "reading MySQL server db:3306 failed", new SQLException("SHOW command denied to user 'reader'\nmore"));
    private static final Exception FAILURE = new ExecutionException(new JobExecutionException(
            null, "Job execution failed.", new JobExecutionException(null, "Recovery is suppressed", OURS)));

    @Test
    void causesAreThoseOfTributaryAndWhatWasBehind() {
        assertThat(JobFailure.of(FAILURE).causes())
                .containsExactly("reading MySQL server db:3306 failed", "SHOW command denied to user 'reader'");
    }

    @Test
    void messageThatRepeatsIsSaidOnce() {
        Exception cause = new IllegalStateException("no such table");

        assertThat(JobFailure.of(new IllegalStateException("plan: no such table", cause))
                        .causes())
                .containsExactly("plan: no such table");
        assertThat(JobFailure.of(new RuntimeException(cause)).causes()).containsExactly("no such table");
    }

    @Test
    void failureOfFlinkAloneIsTold() {
        assertThat(JobFailure.of(new JobExecutionException(null, "No slots")).causes())
                .containsExactly("No slots");
        assertThat(JobFailure.of(new NullPointerException()).causes()).containsExactly("NullPointerException");
    }

    @Test
    void failureThatCameFromAClusterIsReadLikeOneOfThisProcess() {
        assertThat(JobFailure.of(new SerializedThrowable(FAILURE)).causes())
                .containsExactly("reading MySQL server db:3306 failed", "SHOW command denied to user 'reader'");
    }

    @Test
    void stackTraceIsInAFileThatIsNamed() throws Exception {
        StringWriter out = new StringWriter();

        JobFailure.of(FAILURE).tell(new PrintWriter(out, true), "the job failed");

        assertThat(out.toString())
                .startsWith("✗ the job failed: reading MySQL server db:3306 failed\n  because: SHOW command denied")
                .doesNotContain("\tat ");
        Path file = Path.of(
                out.toString().substring(out.toString().indexOf("is in ") + 6).trim());
        assertThat(file).content().contains("\tat ", "Recovery is suppressed");
        Files.delete(file);
    }
}
