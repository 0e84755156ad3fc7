package dev.tributary.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.embedded.gateway.CompressedBlocks;
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
 * Stands between a client and ClickHouse and shows each statement to an {@link Interception}, which can hold it, drop it,
 * answer it, or drop ClickHouse's answer to it.
 */
public final class StatementProxy implements AutoCloseable {

    /**
     * What a client asks.
     *
     * @param queryId empty where it has none
     * @param sql its beginning
     */
    public record Statement(String queryId, String sql) {}

    /** Asked by several threads at once. */
    public interface Interception {

        /** Lets all pass. */
        Interception NONE = new Interception() {};

        /** Asked before a statement is passed on; it is held until this answers. */
        default Verdict beforeRequest(Statement statement) {
            return Verdict.PASS;
        }

        /** Asked before ClickHouse's answer is passed back: what was asked has been done. */
        default Verdict beforeAnswer(Statement statement) {
            return Verdict.PASS;
        }
    }

    /** What becomes of a statement or of its answer. */
    public sealed interface Verdict {
        Verdict PASS = new Pass();
        Verdict DROP = new Drop();

        /** Passed on. */
        record Pass() implements Verdict {}

        /** The connection breaks. */
        record Drop() implements Verdict {}

        /**
         * Answered by the proxy itself, as ClickHouse answers an error.
         *
         * @param code the value of the header {@code X-ClickHouse-Exception-Code}
         */
        record Answer(int status, int code, String message) implements Verdict {}
    }

    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(10);
    private static final int HEAD_BYTES = 2000;
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
    private volatile Interception interception = Interception.NONE;

    /** @param target ClickHouse's HTTP port on 127.0.0.1 */
    public StatementProxy(int target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void intercept(Interception statements) {
        interception = statements;
    }

    /** Whatever goes wrong, the exchange closes, and the client sees its connection break. */
    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Statement statement = statement(exchange.getRequestURI(), body);
            Verdict request = interception.beforeRequest(statement);
            if (request instanceof Verdict.Answer answer) {
                answer(exchange, answer);
            } else if (request instanceof Verdict.Pass) {
                HttpResponse<byte[]> response = forward(exchange, body);
                Verdict verdict = interception.beforeAnswer(statement);
                if (verdict instanceof Verdict.Answer answer) {
                    answer(exchange, answer);
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

    private static void answer(HttpExchange exchange, Verdict.Answer error) throws IOException {
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        send(exchange, error.status(), error.message().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Statement statement(URI uri, byte[] body) throws IOException {
        String url = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String sql = parameter(QUERY, url);
        return new Statement(parameter(QUERY_ID, url), sql.isEmpty() ? head(url, body) : sql);
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
