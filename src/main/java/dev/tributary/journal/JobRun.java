package dev.tributary.journal;

/**
 * Whose journal it is.
 *
 * @param job the job's name
 * @param flinkJob Flink's id of the run, which a start from a savepoint changes; empty where nobody knows
 */
public record JobRun(String job, String flinkJob) {}
