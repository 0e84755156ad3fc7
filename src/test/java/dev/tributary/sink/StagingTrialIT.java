package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.embedded.StatementProxy;
import dev.tributary.embedded.StatementProxy.Interception;
import dev.tributary.embedded.StatementProxy.Statement;
import dev.tributary.embedded.StatementProxy.Verdict;
import dev.tributary.embedded.TestServers;
import org.junit.jupiter.api.Test;

class StagingTrialIT {

    private static final Verdict NO_SUCH_TABLE = new Verdict.Answer(
            404, 60, "Code: 60. DB::Exception: Unknown table expression identifier. (UNKNOWN_TABLE)\n");

    @Test
    void tableThatTheNextRequestDoesNotFindIsAProblem() throws Exception {
        var server = TestServers.clickHouse();
        server.execute("DROP DATABASE IF EXISTS staging_trial", "CREATE DATABASE staging_trial");
        try (StatementProxy proxy = new StatementProxy(server.port())) {
            ClickHouseOptions options = new ClickHouseOptions(
                    "http://127.0.0.1:" + proxy.port(),
                    server.user(),
                    new Secret(server.password()),
                    "default",
                    "staging_trial",
                    "control");
            assertThat(StagingTrial.problem(options, "job")).isNull();

            proxy.intercept(new Interception() {
                @Override
                public Verdict beforeRequest(Statement statement) {
                    return statement.sql().startsWith("SELECT count() FROM `staging_trial`")
                            ? NO_SUCH_TABLE
                            : Verdict.PASS;
                }
            });
            assertThat(StagingTrial.problem(options, "job"))
                    .contains("'staging_trial'")
                    .contains("several servers");
            assertThat(server.query("SELECT count() FROM system.tables WHERE database = 'staging_trial'")
                            .get(0)
                            .get(0))
                    .isEqualTo("0");
        }
    }
}
