package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.config.NotifyOptions;
import dev.tributary.config.NotifyOptions.MinimumSeverity;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real receiver that is slow, answers errors, or is not there. */
class WebhookIT {

    private static final String CONTROL = "webhook_it";
    private static final JobRun RUN = new JobRun("shops", "f00");

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private HttpServer receiver;

    @BeforeEach
    void start() throws Exception {
        EmbeddedClickHouse clickHouse = TestServers.clickHouse();
        clickHouse.execute("DROP DATABASE IF EXISTS " + CONTROL, "CREATE DATABASE " + CONTROL);
        JournalTable.createStatements(CONTROL).forEach(clickHouse::execute);
        receiver = listen(0, () -> 204);
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        executor.shutdownNow();
    }

    private interface Answer {
        int status() throws InterruptedException;
    }

    private HttpServer listen(int port, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                int status = answer.status();
                if (status == 204) {
                    received.add(body);
                }
                exchange.sendResponseHeaders(status, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private Journal journal(int port, MinimumSeverity minimum) {
        EmbeddedClickHouse server = TestServers.clickHouse();
        return new Journal(
                new ClickHouseOptions(server.url(), server.user(), new Secret(server.password()), "d", "s", CONTROL),
                RUN,
                "test",
                List.of(new NotifyOptions(new Secret("http://127.0.0.1:" + port + "/token"), minimum, Set.of())));
    }

    private static Event event(EventKind kind, String server) {
        return new Event(Instant.now(), kind, server, "", "", "what \"happened\"", "what to do");
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("received: %s", received).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void alarmIsToldOnceWhateverProcessSeesItAndItsAllClearToo() throws Exception {
        int port = receiver.getAddress().getPort();
        try (Journal reader = journal(port, MinimumSeverity.WARNING);
                Journal next = journal(port, MinimumSeverity.WARNING)) {
            reader.add(event(EventKind.SERVER_AWAY, "db:1"));
            reader.add(event(EventKind.TABLE_CURRENT, "db:1"));
            await(() -> received.size() == 1);
            await(() -> !TestServers.clickHouse()
                    .query("SELECT 1 FROM " + CONTROL + ".events WHERE kind = 'server away'")
                    .isEmpty());
            next.add(event(EventKind.SERVER_AWAY, "db:1"));
            next.add(event(EventKind.SERVER_BACK, "db:1"));
            next.add(event(EventKind.FAILOVER, "db:1"));
            await(() -> received.size() == 3);
        }

        assertThat(received.remove())
                .contains("\"job\":\"shops\"", "\"flink_job\":\"f00\"", "\"severity\":\"warning\"")
                .contains("\"kind\":\"server away\"", "\"all_clear\":false", "\"text\":\"what \\\"happened\\\"\"");
        assertThat(received.remove()).contains("\"kind\":\"server back\"", "\"all_clear\":true");
        assertThat(received.remove()).contains("\"kind\":\"failover\"");
    }

    @Test
    void whatIsSaidLastIsToldWhenTheTaskEnds() {
        try (Journal journal = journal(receiver.getAddress().getPort(), MinimumSeverity.ERROR)) {
            journal.add(event(EventKind.RESTARTED, ""));
            journal.add(event(EventKind.FAILED, ""));
        }

        assertThat(received).singleElement().asString().contains("\"kind\":\"failed\"");
    }

    @Test
    void errorsAndAbsenceAreOutlasted() throws Exception {
        int port = receiver.getAddress().getPort();
        receiver.stop(0);
        AtomicInteger asked = new AtomicInteger();
        try (Journal journal = journal(port, MinimumSeverity.WARNING)) {
            try (ServerSocket nobody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                nobody.setSoTimeout(120_000);
                journal.add(event(EventKind.SERVER_AWAY, "db:1"));
                nobody.accept().close(); // it was tried, and not answered
            }
            receiver = listen(port, () -> asked.incrementAndGet() == 1 ? 500 : 204);
            await(() -> !received.isEmpty());
        }

        assertThat(asked).hasValue(2);
        assertThat(received).hasSize(1);
    }

    @Test
    void receiverThatNeverAnswersHoldsNobodyUp() throws Exception {
        receiver.stop(0);
        CountDownLatch never = new CountDownLatch(1);
        receiver = listen(0, () -> {
            never.await();
            return 204;
        });
        Journal journal = journal(receiver.getAddress().getPort(), MinimumSeverity.INFO);
        for (int i = 0; i < 100_000; i++) {
            journal.add(event(EventKind.SERVER_AWAY, "db:" + i));
        }
        await(() -> !TestServers.clickHouse()
                .query("SELECT 1 FROM " + CONTROL + ".events WHERE server = 'db:99999'")
                .isEmpty());
        journal.close();
        never.countDown();

        assertThat(received).hasSizeLessThanOrEqualTo(Webhook.MOST_WAITING);
    }
}
