package dev.tributary.web;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser asks for.
 *
 * @param path begins with a slash
 * @param parameters by name; of several of one name the first
 */
record Request(String path, Map<String, String> parameters) {

    Request {
        parameters = Map.copyOf(parameters);
    }

    /** @throws BadRequestException if it is not encoded as it must be */
    static Request of(URI uri) {
        Map<String, String> parameters = new HashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        try {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("what stands behind the '?' of the address is not encoded as it must be", e);
        }
        return new Request(uri.getPath() == null ? "/" : uri.getPath(), parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The parameter's value, or an empty text. */
    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** A request that somebody wrote by hand, and wrongly. */
    static final class BadRequestException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadRequestException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
