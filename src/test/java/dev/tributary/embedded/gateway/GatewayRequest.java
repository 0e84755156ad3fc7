package dev.tributary.embedded.gateway;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, from the URL and the headers; the URL wins.
 *
 * @param sql from the URL; empty if the statement is in the body
 * @param defaultFormat of the output, if the statement has no FORMAT; also of an INSERT's data
 * @param compression of the result
 * @param settings everything in the URL that the HTTP interface does not keep for itself
 * @param parameters values of {@code {name:Type}} placeholders
 */
record GatewayRequest(
        String user,
        String password,
        String queryId,
        String sql,
        @Nullable String database,
        @Nullable String defaultFormat,
        Compression compression,
        Map<String, String> settings,
        Map<String, String> parameters,
        InputStream body) {

    /** How the client wants the result: not at all, in ClickHouse's blocks, or as a content encoding of HTTP. */
    enum Compression {
        NONE,
        BLOCKS,
        HTTP_LZ4,
        HTTP_GZIP
    }

    private static final String PARAMETER_PREFIX = "param_";
    /** URL parameters that are no settings of a query. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "query",
            "query_id",
            "database",
            "default_format",
            "user",
            "password",
            "compress",
            "decompress",
            "session_id",
            "session_check",
            "session_timeout",
            "quota_key",
            "role",
            "wait_end_of_query",
            "buffer_size",
            "stacktrace",
            "client_protocol_version",
            "close_session");

    static GatewayRequest of(HttpExchange exchange) throws IOException {
        Map<String, String> url = urlParameters(exchange.getRequestURI().getRawQuery());
        Headers headers = exchange.getRequestHeaders();
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        url.forEach((name, value) -> {
            if (name.startsWith(PARAMETER_PREFIX)) {
                parameters.put(name.substring(PARAMETER_PREFIX.length()), value);
            } else if (!NO_SETTINGS.contains(name)) {
                settings.put(name, value);
            }
        });
        String[] credentials = credentials(url, headers);
        String queryId = firstOf(url.get("query_id"), headers.getFirst("X-ClickHouse-Query-Id"));
        return new GatewayRequest(
                credentials[0],
                credentials[1],
                queryId == null ? UUID.randomUUID().toString() : queryId,
                url.getOrDefault("query", ""),
                firstOf(url.get("database"), headers.getFirst("X-ClickHouse-Database")),
                firstOf(url.get("default_format"), headers.getFirst("X-ClickHouse-Format")),
                compression(url, headers),
                settings,
                parameters,
                body(exchange, headers, "1".equals(url.get("decompress"))));
    }

    private static Compression compression(Map<String, String> url, Headers headers) {
        if ("1".equals(url.get("compress"))) {
            return Compression.BLOCKS;
        }
        String accepted = headers.getFirst("Accept-Encoding");
        if (accepted == null || !"1".equals(url.get("enable_http_compression"))) {
            return Compression.NONE;
        }
        if (accepted.contains("lz4")) {
            return Compression.HTTP_LZ4;
        }
        return accepted.contains("gzip") ? Compression.HTTP_GZIP : Compression.NONE;
    }

    private static String[] credentials(Map<String, String> url, Headers headers) {
        String user = firstOf(url.get("user"), headers.getFirst("X-ClickHouse-User"));
        String password = firstOf(url.get("password"), headers.getFirst("X-ClickHouse-Key"));
        String authorization = headers.getFirst("Authorization");
        if (user == null && authorization != null && authorization.startsWith("Basic ")) {
            String decoded = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring("Basic ".length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            user = colon < 0 ? decoded : decoded.substring(0, colon);
            password = colon < 0 ? "" : decoded.substring(colon + 1);
        }
        return new String[] {user == null ? "default" : user, password == null ? "" : password};
    }

    private static InputStream body(HttpExchange exchange, Headers headers, boolean blocks) throws IOException {
        InputStream raw = exchange.getRequestBody();
        String encoding = headers.getFirst("Content-Encoding");
        InputStream decoded = switch (encoding == null ? "" : encoding) {
            case "", "identity" -> raw;
            case "gzip" -> new GZIPInputStream(raw);
            case "lz4" -> new LZ4FrameInputStream(raw);
            case "zstd" -> new ZstdInputStream(raw);
            default -> throw new IOException("Content-Encoding '" + encoding + "' is not supported");
        };
        return blocks ? new CompressedBlocks.Input(decoded) : decoded;
    }

    private static Map<String, String> urlParameters(@Nullable String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery == null) {
            return parameters;
        }
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first != null && !first.isEmpty() ? first : second;
    }
}
