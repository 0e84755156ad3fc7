package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.Dates;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.MySqlType;
import java.nio.charset.StandardCharsets;

/**
 * How the server prints the values of each type in a session in UTC whose results are in UTF-8. A FLOAT is asked for as
 * {@code column + 0E0}, since the server would print six digits of it.
 */
final class TextCells {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int[] MICROS_OF_DIGITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    /** Where the fraction of a datetime begins, if it has one. */
    private static final int FRACTION = 20;

    private TextCells() {}

    static TextCell of(MySqlType type) {
        return switch (type.name()) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "year" ->
                (text, from, to, sink) -> sink.whole(Digits.whole(text, from, to));
            case "bigint" ->
                type.unsigned()
                        ? (text, from, to, sink) -> sink.unsigned(Digits.unsigned(text, from, to))
                        : (text, from, to, sink) -> sink.whole(Digits.whole(text, from, to));
            case "bit" -> TextCells::bits;
            case "decimal", "numeric" -> Digits::decimal;
            case "float" -> (text, from, to, sink) -> sink.single((float) Digits.real(text, from, to));
            case "double", "real" -> (text, from, to, sink) -> sink.real(Digits.real(text, from, to));
            case "date" -> TextCells::date;
            case "datetime" -> TextCells::dateTime;
            case "timestamp" -> TextCells::timestamp;
            case "time" -> TextCells::time;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                (text, from, to, sink) -> sink.text(text, from, to - from);
            case "json" ->
                (text, from, to, sink) -> sink.document(new String(text, from, to - from, StandardCharsets.UTF_8));
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                (text, from, to, sink) -> sink.bytes(text, from, to - from);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> (text, from, to, sink) -> sink.geometry(text, from, to - from);
            default ->
                (text, from, to, sink) -> {
                    throw new UnencodableValueException("a value of the type " + type + ", which is not read");
                };
        };
    }

    /** Bytes, the most significant first. */
    private static void bits(byte[] bytes, int from, int to, ValueSink sink) throws UnencodableValueException {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | bytes[i] & 0xFF;
        }
        sink.unsigned(bits);
    }

    /** {@code yyyy-MM-dd}. */
    private static void date(byte[] text, int from, int to, ValueSink sink) throws UnencodableValueException {
        requireForm(text, from, to, 10);
        sink.date(year(text, from), month(text, from), day(text, from));
    }

    /** {@code yyyy-MM-dd HH:mm:ss[.f…]}. */
    private static void dateTime(byte[] text, int from, int to, ValueSink sink) throws UnencodableValueException {
        requireForm(text, from, to, FRACTION - 1);
        sink.dateTime(
                year(text, from),
                month(text, from),
                day(text, from),
                Digits.number(text, from + 11, from + 13),
                Digits.number(text, from + 14, from + 16),
                Digits.number(text, from + 17, from + 19),
                micros(text, from + FRACTION, to));
    }

    /**
     * The same in UTC; {@code 0000-00-00 00:00:00} is kept as the first second of 1970, which is no other timestamp.
     */
    private static void timestamp(byte[] text, int from, int to, ValueSink sink) throws UnencodableValueException {
        requireForm(text, from, to, FRACTION - 1);
        if (month(text, from) == 0) {
            sink.timestamp(0, 0);
            return;
        }
        long clock = Digits.number(text, from + 11, from + 13) * 3_600L
                + Digits.number(text, from + 14, from + 16) * 60L
                + Digits.number(text, from + 17, from + 19);
        long day = Dates.epochDay(year(text, from), month(text, from), day(text, from));
        sink.timestamp(day * SECONDS_PER_DAY + clock, micros(text, from + FRACTION, to));
    }

    /** {@code [-]HH[H]:mm:ss[.f…]}. */
    private static void time(byte[] text, int from, int to, ValueSink sink) throws UnencodableValueException {
        boolean negative = from < to && text[from] == '-';
        int hours = negative ? from + 1 : from;
        int colon = hours;
        while (colon < to && text[colon] != ':') {
            colon++;
        }
        requireForm(text, from, to, colon + 6 - from);
        long seconds = Digits.number(text, hours, colon) * 3_600L
                + Digits.number(text, colon + 1, colon + 3) * 60L
                + Digits.number(text, colon + 4, colon + 6);
        long micros = seconds * MICROS_PER_SECOND + micros(text, colon + 7, to);
        sink.time(negative ? -micros : micros);
    }

    private static int year(byte[] text, int from) throws UnencodableValueException {
        return Digits.number(text, from, from + 4);
    }

    private static int month(byte[] text, int from) throws UnencodableValueException {
        return Digits.number(text, from + 5, from + 7);
    }

    private static int day(byte[] text, int from) throws UnencodableValueException {
        return Digits.number(text, from + 8, from + 10);
    }

    /** @param from where the fraction begins, if there is one */
    private static int micros(byte[] text, int from, int to) throws UnencodableValueException {
        if (to <= from) {
            return 0;
        }
        requireForm(to - from <= 6);
        return Digits.number(text, from, to) * MICROS_OF_DIGITS[to - from];
    }

    /** Of the length, or longer by a point and a fraction. */
    private static void requireForm(byte[] text, int from, int to, int length) throws MalformedTextException {
        requireForm(to - from == length || to - from > length + 1 && text[from + length] == '.');
    }

    private static void requireForm(boolean right) throws MalformedTextException {
        if (!right) {
            throw new MalformedTextException("is no date or time as MySQL prints it");
        }
    }
}
