package dev.tributary.journal;

import dev.tributary.clickhouse.Identifiers;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the journal as ClickHouse's VALUES takes them. */
final class Literals {

    private Literals() {}

    /** @param values texts, numbers, truth values, times and nulls */
    static String row(@Nullable Object... values) {
        StringBuilder row = new StringBuilder("(");
        for (Object value : values) {
            row.append(row.length() == 1 ? "" : ", ").append(literal(value));
        }
        return row.append(')').toString();
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Instant time) {
            return String.format(Locale.ROOT, "%d.%03d", time.getEpochSecond(), time.getNano() / 1_000_000);
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        return value instanceof Number ? value.toString() : Identifiers.literal(value.toString());
    }
}
