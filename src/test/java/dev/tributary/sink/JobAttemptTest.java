package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.junit.jupiter.api.Test;

class JobAttemptTest {

    private static String incarnation(ExecutionGraphID graph, int subtask, int attempt) {
        ExecutionAttemptID id =
                new ExecutionAttemptID(graph, new ExecutionVertexID(new JobVertexID(), subtask), attempt);
        return JobAttempt.incarnation(Map.of(ScopeFormat.SCOPE_TASK_ATTEMPT_ID, id.toString()));
    }

    @Test
    void tasksOfOneExecutionGraphShareTheIncarnationAndThoseOfTwoDoNot() {
        ExecutionGraphID first = new ExecutionGraphID();

        assertThat(incarnation(first, 0, 0)).isEqualTo(first.toString()).isEqualTo(incarnation(first, 3, 7));
        assertThat(incarnation(new ExecutionGraphID(), 0, 0)).isNotEqualTo(first.toString());
    }

    @Test
    void committerThatIsNotToldItsIncarnationMergesNothing() {
        assertThatThrownBy(() -> JobAttempt.incarnation(Map.of())).hasMessageContaining("<task_attempt_id>");
    }
}
