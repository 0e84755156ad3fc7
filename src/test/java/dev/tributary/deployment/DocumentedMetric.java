package dev.tributary.deployment;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A metric as the table of docs/operating.md has it.
 *
 * @param labels of ours, in the order in which their groups are nested
 * @param ofJobManager whether it is registered by a source's enumerator; all others are by operators
 */
record DocumentedMetric(String name, List<String> labels, boolean ofJobManager) {

    private static final String OPERATOR_SCOPE = "flink_taskmanager_job_task_operator_";
    private static final String ENUMERATOR_SCOPE = "flink_jobmanager_job_operator_coordinator_enumerator_";

    private static final Pattern TABLE =
            Pattern.compile("(?m)^\\| metric \\| label \\| of \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]*)\\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    static List<DocumentedMetric> readAll(String document) {
        return TABLE.matcher(document)
                .results()
                .flatMap(table -> ROW.matcher(table.group(1)).results())
                .flatMap(DocumentedMetric::ofRow)
                .toList();
    }

    private static Stream<DocumentedMetric> ofRow(MatchResult row) {
        String labels = row.group(2).strip();
        return NAME.matcher(row.group(1))
                .results()
                .map(name -> new DocumentedMetric(
                        name.group(1),
                        labels.isEmpty() ? List.of() : List.of(labels.split(", ")),
                        row.group(3).equals("the JobManager")));
    }

    /** Flink's reporter puts the keys of labels between the scope and the name. */
    String nameInPrometheus() {
        String keys = String.join("", labels.stream().map(label -> label + "_").toList());
        return (ofJobManager ? ENUMERATOR_SCOPE : OPERATOR_SCOPE) + keys + name;
    }
}
