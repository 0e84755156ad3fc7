package dev.tributary.embedded.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's process: boots the engine on a data folder and serves ClickHouse's HTTP interface on loopback, for one
 * user. Every request gets a connection, thus a session, of its own; {@code session_id} has no effect. The engine's C
 * interface takes no query id, so the gateway carries it in the setting {@code log_comment}, where {@code KILL QUERY} and
 * {@code system.processes} find it; a request that sets {@code log_comment} itself cannot be found by its id.
 *
 * <p>An INSERT's rows are streamed into the engine; a result stands whole in the engine's memory before the first byte
 * is sent, so that status and error code are right.
 *
 * <p>Not there, because the engine as a library lacks it: users and grants, {@code system.query_log}, Keeper and
 * replicated tables, asynchronous inserts. SQL can read local files, hence loopback only.
 *
 * <p>The engine resets the JVM's handlers of SIGSEGV and others on every connect, which kills a JVM that relies on them
 * for null checks and safepoints; it must run with {@code LD_PRELOAD=$JAVA_HOME/lib/libjsig.so}, which keeps the JVM's.
 */
public final class ClickHouseGateway {
    private static final int THREADS = 32;
    /** The engine's parser and analyzer recurse deeply. */
    private static final long STACK_BYTES = 16L << 20;
    /** As much of a body as is searched for the start of an INSERT's data: ClickHouse's {@code max_query_size}. */
    private static final int HEAD_BYTES = 1 << 18;

    private static final int BACKLOG = 512;

    private final List<String> engineArguments;
    private final String user;
    private final String password;
    private final String timezone;
    private final EngineConnection anchor;

    private ClickHouseGateway(List<String> engineArguments, String user, String password) throws EngineException {
        this.engineArguments = engineArguments;
        this.user = user;
        this.password = password;
        // The engine stops when its last connection closes: this one stays open.
        this.anchor = EngineConnection.open(engineArguments);
        try (EngineResult result = anchor.query("SELECT timezone()", "TabSeparated", Map.of())) {
            this.timezone = result.text().strip();
        }
    }

    /** Arguments: library, data folder, port, memory limit in bytes; user and password come from the environment. */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        Files.createDirectories(data);
        LibChdb.load(Path.of(arguments[0]));
        LibChdb.chdb_set_signal_handlers_enabled(0);
        ClickHouseGateway gateway = new ClickHouseGateway(
                List.of(
                        "--path=" + data,
                        // Without it the engine picks up a stray config.xml of the working folder.
                        "--config-file=",
                        "--max_server_memory_usage=" + arguments[3]),
                Objects.requireNonNull(System.getenv("CLICKHOUSE_USER"), "CLICKHOUSE_USER is not set"),
                Objects.requireNonNull(System.getenv("CLICKHOUSE_PASSWORD"), "CLICKHOUSE_PASSWORD is not set"));
        gateway.serve(Integer.parseInt(arguments[2]));
    }

    private void serve(int port) throws IOException {
        AtomicInteger threads = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(
                THREADS, task -> new Thread(null, task, "request-" + threads.incrementAndGet(), STACK_BYTES));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(pool);
        server.createContext("/", this::handle);
        server.start();
        System.out.println("Listening on " + server.getAddress() + ", engine time zone " + timezone);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/ping")
                    || (path.equals("/")
                            && exchange.getRequestURI().getRawQuery() == null
                            && exchange.getRequestMethod().equals("GET"))) {
                byte[] answer = "Ok.\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                return;
            }
            answer(exchange);
        } catch (IOException | RuntimeException e) {
            System.err.println("Request " + exchange.getRequestURI() + " broke: " + e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        GatewayRequest request = GatewayRequest.of(exchange);
        exchange.getResponseHeaders().set("X-ClickHouse-Query-Id", request.queryId());
        exchange.getResponseHeaders().set("X-ClickHouse-Server-Display-Name", "embedded");
        exchange.getResponseHeaders().set("X-ClickHouse-Timezone", timezone);
        try {
            authenticate(request);
            try (EngineConnection connection = EngineConnection.open(engineArguments)) {
                prepare(connection, request);
                run(connection, request, exchange, start);
            }
        } catch (EngineException e) {
            // The client may still be sending its rows: take them, so that it gets to read the error.
            request.body().transferTo(OutputStream.nullOutputStream());
            byte[] message = (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
            exchange.sendResponseHeaders(e.httpStatus(), message.length);
            exchange.getResponseBody().write(message);
        }
    }

    private void authenticate(GatewayRequest request) throws EngineException {
        if (!request.user().equals(user) || !request.password().equals(password)) {
            throw EngineException.of(
                    EngineException.AUTHENTICATION_FAILED,
                    request.user()
                            + ": Authentication failed: password is incorrect, or there is no user with such name",
                    "AUTHENTICATION_FAILED");
        }
    }

    private static void prepare(EngineConnection connection, GatewayRequest request) throws EngineException {
        StringBuilder settings = new StringBuilder("SET log_comment = " + literal(request.queryId()));
        request.settings()
                .forEach((name, value) ->
                        settings.append(", ").append(name).append(" = ").append(literal(value)));
        connection.execute(settings.toString());
        String database = request.database();
        if (database != null && !database.isEmpty()) {
            connection.execute("USE `" + database.replace("\\", "\\\\").replace("`", "\\`") + "`");
        }
    }

    private static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static void run(EngineConnection connection, GatewayRequest request, HttpExchange exchange, long start)
            throws EngineException, IOException {
        // Bytes are parsed as Latin-1, one character each, so that offsets hold for data that is no text.
        InputStream body = request.body();
        String head = latin1(request.sql().getBytes(StandardCharsets.UTF_8));
        if (head.isBlank()) {
            head = latin1(body.readNBytes(HEAD_BYTES));
        }
        Statement statement = Statement.parse(head);
        if (statement instanceof Statement.Query) {
            byte[] rest = body.readAllBytes();
            String separator = request.sql().isBlank() ? "" : "\n";
            statement = rest.length == 0 ? statement : Statement.parse(head + separator + latin1(rest));
        }
        Format format = new Format(request.defaultFormat());
        if (statement instanceof Statement.InsertData insert) {
            InputStream data = new SequenceInputStream(
                    new ByteArrayInputStream(head.substring(insert.dataOffset()).getBytes(StandardCharsets.ISO_8859_1)),
                    unclosable(body));
            String inputFormat = format.orElse(insert.format(), "Values");
            try (EngineResult result = connection.insert(utf8(insert.sql()), inputFormat, data, request.parameters())) {
                send(exchange, request, inputFormat, result, start);
            }
        } else if (statement instanceof Statement.Query query) {
            String outputFormat = format.orElse(query.format(), "TabSeparated");
            try (EngineResult result = connection.query(utf8(query.sql()), outputFormat, request.parameters())) {
                send(exchange, request, outputFormat, result, start);
            }
        }
    }

    /** A sequence closes what it has read to the end; an error afterwards has yet to ask whether more is coming. */
    private static InputStream unclosable(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }

    /** What the request says of the format when the statement says nothing. */
    private record Format(@Nullable String requested) {
        String orElse(@Nullable String ofStatement, String otherwise) {
            if (ofStatement != null) {
                return ofStatement;
            }
            return requested == null ? otherwise : requested;
        }
    }

    private static void send(
            HttpExchange exchange, GatewayRequest request, String format, EngineResult result, long start)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-ClickHouse-Format", format);
        headers.set("X-ClickHouse-Summary", result.summary(System.nanoTime() - start));
        headers.set("Content-Type", contentType(format));
        long length = result.length();
        if (length == 0) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        switch (request.compression()) {
            case NONE -> {
                exchange.sendResponseHeaders(200, length);
                result.writeTo(exchange.getResponseBody());
            }
            case BLOCKS -> {
                exchange.sendResponseHeaders(200, 0);
                write(result, new CompressedBlocks.Output(exchange.getResponseBody()));
            }
            case HTTP_LZ4 -> {
                headers.set("Content-Encoding", "lz4");
                exchange.sendResponseHeaders(200, 0);
                write(
                        result,
                        new LZ4FrameOutputStream(
                                exchange.getResponseBody(), LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB));
            }
            case HTTP_GZIP -> {
                headers.set("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, 0);
                write(result, new GZIPOutputStream(exchange.getResponseBody()));
            }
        }
    }

    private static void write(EngineResult result, OutputStream output) throws IOException {
        try (output) {
            result.writeTo(output);
        }
    }

    private static String contentType(String format) {
        if (format.startsWith("JSON")) {
            return "application/json; charset=UTF-8";
        }
        if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        return format.startsWith("CSV") ? "text/csv; charset=UTF-8" : "application/octet-stream";
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
