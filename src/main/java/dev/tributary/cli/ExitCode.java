package dev.tributary.cli;

/** How the process ends, for scripts; the documentation lists them too. */
final class ExitCode {

    static final int OK = 0;

    /** Something that nobody foresaw: the stack trace goes to standard error. */
    static final int UNEXPECTED = 1;

    /** The command line itself was wrong. */
    static final int USAGE = 2;

    /** The configuration, or a server that it names, does not allow it; all problems are listed. */
    static final int PROBLEMS = 3;

    /** verify found that source and target differ, or dead letters are left after their replay. */
    static final int DIFFERENCES = 4;

    /** The job started and failed. */
    static final int JOB_FAILED = 5;

    /**
     * status found that something is not well: a server is away or behind, a table is set aside, the job does not run. Or the
     * job will not come to what a resync waits for.
     */
    static final int NOT_WELL = 6;

    private ExitCode() {}
}
