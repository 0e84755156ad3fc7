package dev.tributary.faults;

import dev.tributary.embedded.StatementProxy;
import dev.tributary.embedded.StatementProxy.Interception;
import dev.tributary.embedded.StatementProxy.Statement;
import dev.tributary.faults.Tampering.Verdict;
import java.io.IOException;

/** Stands between the job and ClickHouse, knows the steps of a commit by their statements, and lets a fault tamper with them. */
final class ClickHouseProxy implements AutoCloseable {

    private final StatementProxy proxy;

    /** @param target ClickHouse's HTTP port on 127.0.0.1 */
    ClickHouseProxy(int target) throws IOException {
        proxy = new StatementProxy(target);
    }

    int port() {
        return proxy.port();
    }

    void tamper(Tampering withRequests) {
        proxy.intercept(new Interception() {
            @Override
            public StatementProxy.Verdict beforeRequest(Statement statement) {
                return verdict(withRequests.beforeRequest(step(statement)));
            }

            @Override
            public StatementProxy.Verdict beforeAnswer(Statement statement) {
                return verdict(withRequests.beforeAnswer(step(statement)));
            }
        });
    }

    private static CommitStep step(Statement statement) {
        return CommitStep.of(statement.queryId(), statement.sql());
    }

    private static StatementProxy.Verdict verdict(Verdict verdict) {
        if (verdict instanceof Verdict.Answer answer) {
            ServerError error = answer.error();
            return new StatementProxy.Verdict.Answer(error.httpStatus(), error.code(), error.message());
        }
        return verdict instanceof Verdict.Pass ? StatementProxy.Verdict.PASS : StatementProxy.Verdict.DROP;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
