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
                (text, sink) -> sink.whole(Digits.whole(text));
            case "bigint" ->
                type.unsigned()
                        ? (text, sink) -> sink.unsigned(Digits.unsigned(text))
                        : (text, sink) -> sink.whole(Digits.whole(text));
            case "bit" -> TextCells::bits;
            case "decimal", "numeric" -> Digits::decimal;
            case "float" -> (text, sink) -> sink.single((float) Digits.real(text));
            case "double", "real" -> (text, sink) -> sink.real(Digits.real(text));
            case "date" -> TextCells::date;
            case "datetime" -> TextCells::dateTime;
            case "timestamp" -> TextCells::timestamp;
            case "time" -> TextCells::time;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                (text, sink) -> sink.text(text, 0, text.length);
            case "json" -> (text, sink) -> sink.document(new String(text, StandardCharsets.UTF_8));
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                (text, sink) -> sink.bytes(text, 0, text.length);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> (text, sink) -> sink.geometry(text, 0, text.length);
            default ->
                (text, sink) -> {
                    throw new UnencodableValueException("a value of the type " + type + ", which is not read");
                };
        };
    }

    /** Bytes, the most significant first. */
    private static void bits(byte[] bytes, ValueSink sink) throws UnencodableValueException {
        long bits = 0;
        for (byte next : bytes) {
            bits = bits << 8 | next & 0xFF;
        }
        sink.unsigned(bits);
    }

    /** {@code yyyy-MM-dd}. */
    private static void date(byte[] text, ValueSink sink) throws UnencodableValueException {
        requireForm(text, 10);
        sink.date(year(text), month(text), day(text));
    }

    /** {@code yyyy-MM-dd HH:mm:ss[.f…]}. */
    private static void dateTime(byte[] text, ValueSink sink) throws UnencodableValueException {
        requireForm(text, FRACTION - 1);
        sink.dateTime(
                year(text),
                month(text),
                day(text),
                Digits.number(text, 11, 13),
                Digits.number(text, 14, 16),
                Digits.number(text, 17, 19),
                micros(text, FRACTION));
    }

    /**
     * The same in UTC; {@code 0000-00-00 00:00:00} is kept as the first second of 1970, which is no other timestamp.
     */
    private static void timestamp(byte[] text, ValueSink sink) throws UnencodableValueException {
        requireForm(text, FRACTION - 1);
        if (month(text) == 0) {
            sink.timestamp(0, 0);
            return;
        }
        long clock =
                Digits.number(text, 11, 13) * 3_600L + Digits.number(text, 14, 16) * 60L + Digits.number(text, 17, 19);
        long day = Dates.epochDay(year(text), month(text), day(text));
        sink.timestamp(day * SECONDS_PER_DAY + clock, micros(text, FRACTION));
    }

    /** {@code [-]HH[H]:mm:ss[.f…]}. */
    private static void time(byte[] text, ValueSink sink) throws UnencodableValueException {
        int from = text.length > 0 && text[0] == '-' ? 1 : 0;
        int colon = from;
        while (colon < text.length && text[colon] != ':') {
            colon++;
        }
        requireForm(text, colon + 6);
        long seconds = Digits.number(text, from, colon) * 3_600L
                + Digits.number(text, colon + 1, colon + 3) * 60L
                + Digits.number(text, colon + 4, colon + 6);
        long micros = seconds * MICROS_PER_SECOND + micros(text, colon + 7);
        sink.time(from == 1 ? -micros : micros);
    }

    private static int year(byte[] text) throws UnencodableValueException {
        return Digits.number(text, 0, 4);
    }

    private static int month(byte[] text) throws UnencodableValueException {
        return Digits.number(text, 5, 7);
    }

    private static int day(byte[] text) throws UnencodableValueException {
        return Digits.number(text, 8, 10);
    }

    /** @param from where the fraction begins, if there is one */
    private static int micros(byte[] text, int from) throws UnencodableValueException {
        if (text.length <= from) {
            return 0;
        }
        requireForm(text.length - from <= 6, text);
        return Digits.number(text, from, text.length) * MICROS_OF_DIGITS[text.length - from];
    }

    /** Of the length, or longer by a point and a fraction. */
    private static void requireForm(byte[] text, int length) throws UnencodableValueException {
        requireForm(text.length == length || text.length > length + 1 && text[length] == '.', text);
    }

    private static void requireForm(boolean right, byte[] text) throws UnencodableValueException {
        if (!right) {
            throw new UnencodableValueException("'" + Digits.ascii(text) + "' is no date or time as MySQL prints it");
        }
    }
}
