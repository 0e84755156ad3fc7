package dev.tributary.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.config.SyncConfig;
import dev.tributary.web.Request.BadRequestException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a job to browsers. It answers GET alone, runs no code of others (the pages' Content-Security-Policy), and on loopback
 * answers only those who call it by a name of loopback: a page from elsewhere whose name suddenly leads here would otherwise
 * read it through the visitor's browser. It has no log-in.
 */
public final class PageServer implements AutoCloseable {

    /** Where nothing else of ours listens. */
    public static final int USUAL_PORT = 8090;

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private static final int THREADS = 4;
    private static final int BACKLOG = 64;

    private final JobData data;
    private final Pages pages;
    private final HttpServer server;
    private final ExecutorService executor;
    private final boolean onLoopback;

    /**
     * Begins to listen.
     *
     * @param bind a name or an address of this machine
     * @param port 0 for any that is free
     * @throws IOException if it cannot listen there
     */
    public PageServer(SyncConfig config, String bind, int port) throws IOException {
        InetAddress address = InetAddress.getByName(bind);
        this.data = new JobData(config);
        this.pages = new Pages(data);
        this.onLoopback = address.isLoopbackAddress();
        this.server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "page");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where a browser finds the overview. */
    public URI address() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host) + ":"
                + address.getPort() + "/");
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Response response;
            try {
                response = answer(exchange);
            } catch (RuntimeException e) {
                LOG.warn("The page {} cannot be shown", exchange.getRequestURI().getPath(), e);
                response = Response.text(Response.INTERNAL_ERROR, "The page cannot be shown; the log says why.");
            }
            send(exchange, response);
        } catch (IOException e) {
            LOG.debug("A browser has gone", e);
        }
    }

    private Response answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return Response.text(
                    Response.METHOD_NOT_ALLOWED, "Nothing can be done here but look: only GET is answered.");
        }
        if (onLoopback && !isNameOfLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
            return Response.text(
                    Response.FORBIDDEN,
                    "This page is on loopback, and is shown under names of loopback alone: localhost, 127.0.0.1 or [::1]."
                            + " A proxy before it has to send one of them as Host.");
        }
        try {
            return pages.answer(Request.of(exchange.getRequestURI()));
        } catch (BadRequestException e) {
            return Response.text(Response.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Any port will do: a tunnel has its own. */
    static boolean isNameOfLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        if (response.status() == Response.UNAVAILABLE) {
            headers.set("Retry-After", "10");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        data.close();
    }
}
