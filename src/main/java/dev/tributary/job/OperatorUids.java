package dev.tributary.job;

import dev.tributary.plan.ServerPlan;

/**
 * The identities by which savepoints find their operators. They never change: constants, or derived from a server's stable
 * name.
 */
final class OperatorUids {

    static final String MERGE = "merge";
    static final String COMMIT_RESULTS = "commit-results";
    static final String SYNC_RESULTS = "sync-results";
    static final String VIEWS = "views";

    private OperatorUids() {}

    static String source(ServerPlan server) {
        return "source-" + server.name();
    }
}
