package dev.tributary.config;

/** How a run ends. */
public enum RunMode {
    /** Snapshot, then binlog, without end. */
    SYNC,
    /** One bounded snapshot of everything; the job ends FINISHED after the views and results. */
    ETL
}
