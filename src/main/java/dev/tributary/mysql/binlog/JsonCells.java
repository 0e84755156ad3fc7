package dev.tributary.mysql.binlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Reads the JSON documents of row events, which are in MySQL's binary form, into the text that MySQL itself would
 * print, but for blanks and escapes.
 *
 * <p>Structures hold the offsets of their members, from their own beginning. They and their offsets are small, of two
 * bytes, or large, of four. Values that fit stand where the offset would.
 */
final class JsonCells {

    private static final int SMALL_OBJECT = 0x00;
    private static final int LARGE_OBJECT = 0x01;
    private static final int SMALL_ARRAY = 0x02;
    private static final int LARGE_ARRAY = 0x03;
    private static final int LITERAL = 0x04;
    private static final int INT16 = 0x05;
    private static final int UINT16 = 0x06;
    private static final int INT32 = 0x07;
    private static final int UINT32 = 0x08;
    private static final int INT64 = 0x09;
    private static final int UINT64 = 0x0a;
    private static final int DOUBLE = 0x0b;
    private static final int STRING = 0x0c;
    private static final int OPAQUE = 0x0f;

    /** Types of columns, of which an opaque value is. */
    private static final int DATE = 10;

    private static final int TIME = 11;
    private static final int DATETIME = 12;
    private static final int TIMESTAMP = 7;
    private static final int DECIMAL = 246;

    /** What MySQL takes a document without bytes for, which a new column without DEFAULT has. */
    private static final String EMPTY = "null";

    private static final int FRACTION_BITS = 24;
    private static final int MOST_BYTES_SHOWN = 32;

    /** MySQL breaks such lines. */
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteBuffer document;
    private final JsonGenerator out;

    private JsonCells(ByteBuffer document, JsonGenerator out) {
        this.document = document;
        this.out = out;
    }

    /**
     * The document as text; where it cannot be read, a text that is none, by which the row is refused and not the whole
     * binlog.
     */
    static String text(byte[] bytes, int from, int length) {
        if (length == 0) {
            return EMPTY;
        }
        StringWriter text = new StringWriter(length);
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            ByteBuffer document = ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
            new JsonCells(document, out).value(document.get(0), 1);
        } catch (RuntimeException | IOException e) {
            int shown = Math.min(length, MOST_BYTES_SHOWN);
            return "unreadable document of " + length + " bytes, which begins with "
                    + HexFormat.of().formatHex(bytes, from, from + shown);
        }
        return text.toString();
    }

    private void value(int type, int at) throws IOException {
        switch (type) {
            case SMALL_OBJECT -> object(at, Short.BYTES);
            case LARGE_OBJECT -> object(at, Integer.BYTES);
            case SMALL_ARRAY -> array(at, Short.BYTES);
            case LARGE_ARRAY -> array(at, Integer.BYTES);
            case LITERAL -> literal(document.get(at));
            case INT16 -> out.writeNumber(document.getShort(at));
            case UINT16 -> out.writeNumber(Short.toUnsignedInt(document.getShort(at)));
            case INT32 -> out.writeNumber(document.getInt(at));
            case UINT32 -> out.writeNumber(Integer.toUnsignedLong(document.getInt(at)));
            case INT64 -> out.writeNumber(document.getLong(at));
            case UINT64 -> out.writeNumber(Long.toUnsignedString(document.getLong(at)));
            case DOUBLE -> out.writeNumber(NumberOutput.toString(document.getDouble(at), true));
            case STRING -> string(at);
            case OPAQUE -> opaque(Byte.toUnsignedInt(document.get(at)), at + 1);
            default -> throw new IllegalArgumentException("no type of a JSON value: " + type);
        }
    }

    private void literal(int value) throws IOException {
        switch (value) {
            case 0 -> out.writeNull();
            case 1 -> out.writeBoolean(true);
            case 2 -> out.writeBoolean(false);
            default -> throw new IllegalArgumentException("no literal of JSON: " + value);
        }
    }

    /** @param width of a number in a structure */
    private void object(int start, int width) throws IOException {
        int count = number(start, width);
        int keys = start + 2 * width;
        int values = keys + count * (width + Short.BYTES);
        out.writeStartObject();
        for (int i = 0; i < count; i++) {
            int key = keys + i * (width + Short.BYTES);
            out.writeFieldName(utf8(start + number(key, width), number(key + width, Short.BYTES)));
            member(start, values + i * (1 + width), width);
        }
        out.writeEndObject();
    }

    private void array(int start, int width) throws IOException {
        int count = number(start, width);
        int values = start + 2 * width;
        out.writeStartArray();
        for (int i = 0; i < count; i++) {
            member(start, values + i * (1 + width), width);
        }
        out.writeEndArray();
    }

    /** @param at where its type is, and behind that the value or its offset */
    private void member(int start, int at, int width) throws IOException {
        int type = document.get(at);
        boolean inPlace = switch (type) {
            case LITERAL, INT16, UINT16 -> true;
            case INT32, UINT32 -> width == Integer.BYTES;
            default -> false;
        };
        value(type, inPlace ? at + 1 : start + number(at + 1, width));
    }

    private int number(int at, int width) {
        return width == Short.BYTES ? Short.toUnsignedInt(document.getShort(at)) : document.getInt(at);
    }

    private void string(int at) throws IOException {
        int length = length(at);
        out.writeString(utf8(behindLength(at), length));
    }

    /** Seven bits a byte, the lowest first; the eighth bit says that another byte follows. */
    private int length(int at) {
        int length = 0;
        for (int i = at, shift = 0; ; i++, shift += 7) {
            int bits = document.get(i);
            length |= (bits & 0x7f) << shift;
            if (bits >= 0) {
                return length;
            }
        }
    }

    private int behindLength(int at) {
        int i = at;
        while (document.get(i) < 0) {
            i++;
        }
        return i + 1;
    }

    private String utf8(int at, int length) {
        if (at < 0 || length > document.limit() - at) {
            throw new IndexOutOfBoundsException(at);
        }
        return new String(document.array(), document.arrayOffset() + at, length, StandardCharsets.UTF_8);
    }

    private void opaque(int type, int at) throws IOException {
        byte[] bytes = new byte[length(at)];
        document.get(behindLength(at), bytes);
        switch (type) {
            case DECIMAL -> out.writeNumber(decimal(bytes));
            case DATE -> out.writeString(date(packed(bytes)));
            case TIME -> out.writeString(time(packed(bytes)));
            case DATETIME, TIMESTAMP -> out.writeString(dateTime(packed(bytes)));
            default -> out.writeString("base64:type" + type + ":" + BASE64.encodeToString(bytes));
        }
    }

    /** Behind the number of its digits and that of those behind the point. */
    private static String decimal(byte[] bytes) {
        DecimalCell cell = new DecimalCell(bytes[0], bytes[1]);
        return cell.value(bytes, 2).toPlainString();
    }

    private static long packed(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static String date(long packed) {
        long day = packed >> FRACTION_BITS + 17;
        long month = day >> 5;
        return padded(4, month / 13) + "-" + padded(2, month % 13) + "-" + padded(2, day & 31);
    }

    private static String dateTime(long packed) {
        return date(packed) + " " + clock(packed, 31);
    }

    /** Negative ones are packed as the same time after midnight, and the whole number negated. */
    private static String time(long packed) {
        return (packed < 0 ? "-" : "") + clock(Math.abs(packed), 1023);
    }

    private static String clock(long packed, int hours) {
        long seconds = packed >> FRACTION_BITS;
        return padded(2, seconds >> 12 & hours) + ":" + padded(2, seconds >> 6 & 63) + ":" + padded(2, seconds & 63)
                + "." + padded(6, packed & (1 << FRACTION_BITS) - 1);
    }

    private static String padded(int digits, long number) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
