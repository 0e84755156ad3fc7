package dev.tributary.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.embedded.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LongStatementsIT {

    /** One block a second, each of which the server shows as read. */
    @Test
    void statementThatTakesLongerThanTheDeadlineIsWaitedForWhileItGetsOn() {
        var server = TestServers.clickHouse();
        server.execute(
                "CREATE DATABASE IF NOT EXISTS long_statements",
                "CREATE OR REPLACE TABLE long_statements.t (n UInt64) ENGINE = MergeTree ORDER BY n");
        ClickHouseOptions options = new ClickHouseOptions(
                        server.url(), server.user(), new Secret(server.password()), "default", "staging", "control")
                .withStatementTimeout(Duration.ofSeconds(5));
        try (ClickHouseClient client = new ClickHouseClient(options)) {
            client.execute(
                    "INSERT INTO long_statements.t SELECT number FROM numbers(8) WHERE sleepEachRow(1) = 0",
                    Map.of("max_block_size", 1, "function_sleep_max_microseconds_per_block", 0),
                    null);

            assertThat(client.queryValue("SELECT count() FROM long_statements.t"))
                    .isEqualTo("8");
        }
    }

    @Test
    void answerIsLostWhenTheServerDoesNotExecuteTheStatement() {
        try (LongStatements statements = new LongStatements(Duration.ofMillis(50), sql -> null)) {
            assertThatThrownBy(() -> statements.await("id", forever()))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("does not execute it");
        }
    }

    @Test
    void answerIsLostWhenTheServerDoesNotGetOnWithIt() {
        AtomicInteger looks = new AtomicInteger();
        try (LongStatements statements = new LongStatements(
                Duration.ofMillis(50), sql -> looks.incrementAndGet() < 4 ? "at " + looks.get() : "stuck")) {
            assertThatThrownBy(() -> statements.await("id", forever()))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("does not get on");
            assertThat(looks).hasValue(5);
        }
    }

    private static Callable<String> forever() {
        return () -> {
            Thread.sleep(Duration.ofHours(1).toMillis());
            return "";
        };
    }
}
