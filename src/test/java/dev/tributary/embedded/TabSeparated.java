package dev.tributary.embedded;

import java.util.ArrayList;
import java.util.List;

/** Reads ClickHouse's format TabSeparated. */
final class TabSeparated {
    /** How NULL is shown, as in the formats that ClickHouse prints for people. */
    static final String NULL = "ᴺᵁᴸᴸ";

    private TabSeparated() {}

    static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> row = new ArrayList<>();
            for (String value : line.split("\t", -1)) {
                row.add(unescape(value));
            }
            rows.add(row);
        }
        // Every line ends with a line break, so what follows the last one is no row.
        rows.remove(rows.size() - 1);
        return rows;
    }

    private static String unescape(String value) {
        if (value.equals("\\N")) {
            return NULL;
        }
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                plain.append(c);
                continue;
            }
            i++;
            plain.append(
                    switch (value.charAt(i)) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case '0' -> '\0';
                        default -> value.charAt(i);
                    });
        }
        return plain.toString();
    }
}
