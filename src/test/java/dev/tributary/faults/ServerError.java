package dev.tributary.faults;

import java.util.Set;

/** Errors of ClickHouse that pass by, and the steps of a commit at which it answers them. */
enum ServerError {
    MEMORY_LIMIT(241, 500, "Memory limit (total) exceeded", "MEMORY_LIMIT_EXCEEDED", writes()),
    TOO_MANY_PARTS(
            252,
            500,
            "Too many parts (3000). Merges are processing significantly slower than inserts",
            "TOO_MANY_PARTS",
            Set.of(CommitStep.STAGE, CommitStep.INSERT)),
    TABLE_READ_ONLY(242, 500, "Table is in readonly mode", "TABLE_IS_READ_ONLY", writes()),
    READ_ONLY(164, 500, "Cannot execute query in readonly mode", "READONLY", writes()),
    TIMEOUT(159, 408, "Timeout exceeded: elapsed 60 seconds", "TIMEOUT_EXCEEDED", writes()),
    SOCKET_TIMEOUT(209, 503, "Timeout exceeded while reading from socket", "SOCKET_TIMEOUT", writes()),
    DISK_FULL(243, 500, "Cannot reserve 1.00 MiB, not enough space", "NOT_ENOUGH_SPACE", Set.of(CommitStep.STAGE));

    private final int code;
    private final int status;
    private final String text;
    private final String name;
    private final Set<CommitStep> steps;

    ServerError(int code, int status, String text, String name, Set<CommitStep> steps) {
        this.code = code;
        this.status = status;
        this.text = text;
        this.name = name;
        this.steps = steps;
    }

    private static Set<CommitStep> writes() {
        return Set.of(CommitStep.STAGE, CommitStep.DELETE, CommitStep.INSERT, CommitStep.UPDATE, CommitStep.LEDGER);
    }

    boolean canHappenAt(CommitStep step) {
        return steps.contains(step);
    }

    /** The value of the header {@code X-ClickHouse-Exception-Code}. */
    int code() {
        return code;
    }

    int httpStatus() {
        return status;
    }

    String message() {
        return "Code: " + code + ". DB::Exception: " + text + ". (" + name + ")\n";
    }
}
