package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.ServerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server keeps its binlogs for a week. */
class ServerWatchIT {

    private static final long PATIENCE_MILLIS = 60_000;

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final Log log = new Log();
    private final Gauges gauges = new Gauges();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final ServerWatch watch = new ServerWatch(probe(), true, gauges);

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
        watch.close();
        logger().removeAppender(log);
    }

    @Test
    void warnsInTimeThatTheServerCanPurgeWhatWasNotReadYet() throws Exception {
        watch.readUpTo(List.of(binlogFrom(Instant.now().minus(Duration.ofDays(6)))));
        watch.schedule(executor);

        await("a look at the server", () -> !log.messages.isEmpty());
        assertThat(log.messages)
                .singleElement()
                .asString()
                .contains("behind MySQL server " + probe().address(), "PT168H");
        assertThat(gauges.seconds())
                .isBetween(
                        Duration.ofHours(23).toSeconds(), Duration.ofHours(24).toSeconds());
    }

    @Test
    void isSilentWhileThereIsTimeEnough() throws Exception {
        watch.readUpTo(List.of(binlogFrom(Instant.now().minus(Duration.ofDays(5)))));
        watch.schedule(executor);

        await("a look at the server", () -> gauges.seconds() > 0);
        assertThat(log.messages).isEmpty();
    }

    private static MySqlBinlogSplit binlogFrom(Instant time) {
        BinlogOffset start = BinlogOffset.builder()
                .setBinlogFilePosition("binlog.000001", 4)
                .setTimestampSec(time.getEpochSecond())
                .build();
        return new MySqlBinlogSplit("binlog-split", start, BinlogOffset.ofNonStopping(), List.of(), Map.of(), 0);
    }

    private ServerProbe probe() {
        MySqlEndpoint endpoint = new MySqlEndpoint(
                mysql.host(), mysql.port(), mysql.user(), new Secret(mysql.password()), TlsMode.PREFERRED);
        return new ServerProbe(new ServerPlan("watched", endpoint, 5400, List.of()), Duration.ofSeconds(10));
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(ServerWatch.class);
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            assertThat(System.currentTimeMillis()).as(what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static final class Gauges extends UnregisteredMetricsGroup {
        private final Map<String, Gauge<?>> byName = new HashMap<>();

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            byName.put(name, gauge);
            return gauge;
        }

        long seconds() {
            return ((Number) byName.get("binlogRetentionLeftSeconds").getValue()).longValue();
        }
    }

    private static final class Log extends AbstractAppender {
        private final Queue<String> messages = new ConcurrentLinkedQueue<>();

        Log() {
            super("ServerWatchIT", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    }
}
