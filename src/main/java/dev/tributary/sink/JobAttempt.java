package dev.tributary.sink;

import java.util.Map;
import org.apache.flink.api.connector.sink2.CommitterInitContext;

/**
 * Which try at which job a committer belongs to. Flink counts attempts anew under each JobManager that becomes the leader, so
 * the id of its execution graph, which the tasks of all TaskManagers share, tells two attempts of one number apart.
 *
 * @param flinkJob Flink's id of the job, which all attempts of it share
 * @param incarnation the id of the execution graph
 * @param number counted by Flink within the incarnation
 */
record JobAttempt(String flinkJob, String incarnation, int number) {

    /** {@code ScopeFormat.SCOPE_TASK_ATTEMPT_ID}: execution graph, vertex, subtask and attempt, joined by underscores. */
    private static final String TASK_ATTEMPT_ID = "<task_attempt_id>";

    static JobAttempt of(CommitterInitContext context) {
        return new JobAttempt(
                context.getJobInfo().getJobId().toHexString(),
                incarnation(context.metricGroup().getAllVariables()),
                context.getTaskInfo().getAttemptNumber());
    }

    /** @throws IllegalStateException if Flink does not say which: merging without it could double or lose rows */
    static String incarnation(Map<String, String> variables) {
        String id = variables.getOrDefault(TASK_ATTEMPT_ID, "");
        int end = id.indexOf('_');
        if (end <= 0) {
            throw new IllegalStateException("Flink's metric variables have no " + TASK_ATTEMPT_ID + " of the form"
                    + " graph_vertex_subtask_attempt, but '" + id + "': this release runs on Flink 1.20");
        }
        return id.substring(0, end);
    }

    /** The same for the parallel committers of one attempt, and for no other. */
    String holder() {
        return flinkJob + "/" + incarnation + "/" + number;
    }
}
