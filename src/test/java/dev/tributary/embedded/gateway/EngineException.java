package dev.tributary.embedded.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error as ClickHouse words it ({@code Code: 60. DB::Exception: …}), with its code and the HTTP status it maps to. */
final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
    /** STD_EXCEPTION: what ClickHouse reports for an error without a code of its own. */
    private static final int STD_EXCEPTION = 1001;

    static final int AUTHENTICATION_FAILED = 516;

    private final int code;

    EngineException(String message) {
        super(message);
        Matcher matcher = CODE.matcher(message);
        this.code = matcher.find() ? Integer.parseInt(matcher.group(1)) : STD_EXCEPTION;
    }

    static EngineException of(int code, String text, String name) {
        return new EngineException("Code: " + code + ". DB::Exception: " + text + ". (" + name + ")");
    }

    int code() {
        return code;
    }

    /** The status of ClickHouse's own HTTP handler for this code. */
    int httpStatus() {
        return switch (code) {
            case 194 -> 401; // REQUIRED_PASSWORD
            case 192, 193, AUTHENTICATION_FAILED, 291, 497 -> 403; // user, password, access
            case 6, 25, 26, 27, 38, 41, 43, 44, 53, 62, 69, 72, 130, 321, 427, 457 -> 400; // parse and type errors
            case 46, 47, 50, 56, 60, 63, 73, 81, 115, 125, 219, 336 -> 404; // unknown table, column, type, setting …
            case 159 -> 408; // TIMEOUT_EXCEEDED
            case 55 -> 413; // QUERY_IS_TOO_LARGE
            case 48 -> 501; // NOT_IMPLEMENTED
            case 209 -> 503; // SOCKET_TIMEOUT
            default -> 500;
        };
    }
}
