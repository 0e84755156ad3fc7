package dev.tributary.bench;

/** What a contender's process does before it ends. */
enum Phase {
    /** Reads the table once. */
    SNAPSHOT,
    /** Reads the table, goes over to the binlog, and stops with a savepoint. Not measured. */
    PREPARE_CHANGES,
    /** Starts from the savepoint and reads what was written to the binlog since. */
    CHANGES
}
