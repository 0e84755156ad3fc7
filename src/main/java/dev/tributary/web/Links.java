package dev.tributary.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the pages, relative to each other, so that a proxy may show them below a path of its own. */
final class Links {

    static final String OVERVIEW = "./";
    static final String EVENTS = "events";
    static final String RESULTS = "results";

    private Links() {}

    /** @param target {@code database.table} in ClickHouse */
    static String table(String target) {
        return with("table", "name", target);
    }

    /** @param sourceDatabase the name of a connection */
    static String source(String sourceDatabase) {
        return with("source", "name", sourceDatabase);
    }

    /** @param pairs names and values in turn; those without a value are left out */
    static String with(String page, String... pairs) {
        StringBuilder link = new StringBuilder(page);
        char mark = '?';
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                link.append(mark)
                        .append(pairs[i])
                        .append('=')
                        .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
                mark = '&';
            }
        }
        return link.toString();
    }
}
