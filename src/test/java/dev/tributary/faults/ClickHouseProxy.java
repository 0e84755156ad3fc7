package dev.tributary.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.embedded.gateway.CompressedBlocks;
import dev.tributary.faults.Tampering.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the job and ClickHouse, knows the steps of a commit by their statements, and lets a fault tamper with
 * them: hold a request, drop it, answer it, drop ClickHouse's answer to it.
 */
final class ClickHouseProxy implements AutoCloseable {

    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(10);
    private static final int HEAD_BYTES = 200;
    private static final Pattern QUERY = Pattern.compile("(?:^|&)query=([^&]*)");
    private static final Pattern QUERY_ID = Pattern.compile("(?:^|&)query_id=([^&]*)");
    /** Headers that concern a connection, not a message; the client makes its own. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final int target;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy-request");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Tampering tampering = Tampering.NONE;

    /** @param target ClickHouse's HTTP port on 127.0.0.1 */
    ClickHouseProxy(int target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void tamper(Tampering withRequests) {
        tampering = withRequests;
    }

    /** Whatever goes wrong, the exchange closes, and the client sees its connection break. */
    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            CommitStep step = step(exchange.getRequestURI(), body);
            Verdict request = tampering.beforeRequest(step);
            if (request instanceof Verdict.Answer answer) {
                answer(exchange, answer.error());
            } else if (request instanceof Verdict.Pass) {
                HttpResponse<byte[]> response = forward(exchange, body);
                Verdict verdict = tampering.beforeAnswer(step);
                if (verdict instanceof Verdict.Answer answer) {
                    answer(exchange, answer.error());
                } else if (verdict instanceof Verdict.Pass) {
                    passBack(exchange, response);
                }
            }
        } catch (IOException e) {
            // ClickHouse or the client is away: that is what this is about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()))
                .timeout(STATEMENT_TIMEOUT)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void passBack(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        send(exchange, response.statusCode(), response.body());
    }

    private static void answer(HttpExchange exchange, ServerError error) throws IOException {
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        send(exchange, error.httpStatus(), error.message().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static CommitStep step(URI uri, byte[] body) throws IOException {
        String url = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String sql = parameter(QUERY, url);
        return CommitStep.of(parameter(QUERY_ID, url), sql.isEmpty() ? head(url, body) : sql);
    }

    private static String head(String url, byte[] body) throws IOException {
        InputStream raw = new ByteArrayInputStream(body);
        InputStream plain = url.contains("decompress=1") ? new CompressedBlocks.Input(raw) : raw;
        return new String(plain.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
    }

    private static String parameter(Pattern pattern, String url) {
        Matcher matcher = pattern.matcher(url);
        return matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
