package dev.tributary.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of an answer of ClickHouse, with its values as what they are. */
record Row(List<@Nullable String> values) {

    static Row of(List<@Nullable String> values) {
        return new Row(values);
    }

    String text(int index) {
        String value = values.get(index);
        return value == null ? "" : value;
    }

    long number(int index) {
        Long number = maybeNumber(index);
        return number == null ? 0 : number;
    }

    @Nullable
    Long maybeNumber(int index) {
        String value = values.get(index);
        return value == null ? null : Long.valueOf(value);
    }

    /** @param unit how many milliseconds are one of it */
    @Nullable
    Duration duration(int index, long unit) {
        Long number = maybeNumber(index);
        return number == null ? null : Duration.ofMillis(number * unit);
    }

    Instant time(int index) {
        return Instant.ofEpochMilli(number(index));
    }

    /** Of milliseconds since the epoch; null where there is none. */
    @Nullable
    Instant maybeTime(int index) {
        Long millis = maybeNumber(index);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
