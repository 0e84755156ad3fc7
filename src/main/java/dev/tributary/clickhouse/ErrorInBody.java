package dev.tributary.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors that ClickHouse writes into the body of an answer whose status said success before they came. */
final class ErrorInBody {

    private static final Pattern ERROR =
            Pattern.compile("(?m)^(?:__exception__\\R?)?Code: (\\d+)\\. DB::Exception: (.*)");

    private ErrorInBody() {}

    /** Reads an answer to its end. */
    static void requireNone(InputStream in, String url, String sql) throws IOException {
        Matcher matcher = ERROR.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        if (matcher.find()) {
            throw ClickHouseException.inBody(url, sql, Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
    }

    /** A row of a query's answer is an error's text if it begins like one. */
    static void requireNoneIn(List<@Nullable String> row, String url, String sql) {
        String first = row.get(0);
        if (first == null || !first.startsWith("Code: ") && !first.startsWith("__exception__")) {
            return;
        }
        Matcher matcher = ERROR.matcher(first);
        if (matcher.find()) {
            throw ClickHouseException.inBody(url, sql, Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
        if (first.startsWith("__exception__")) {
            throw ClickHouseException.inBody(url, sql, ClickHouseException.NO_CODE, first);
        }
    }
}
