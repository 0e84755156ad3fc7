package dev.tributary.mysql.binlog;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The bytes of an event, read from front to back. Integers are little-endian. Reading beyond the end throws {@link
 * IndexOutOfBoundsException}.
 */
final class EventBytes {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** @param end of what may be read */
    EventBytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The same bytes, to be read without reading on in these. */
    EventBytes lookAhead() {
        return new EventBytes(bytes, at, end);
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return at;
    }

    int end() {
        return end;
    }

    int remaining() {
        return end - at;
    }

    /** Where the next bytes begin, which are then passed over. */
    int skip(int count) {
        if (count < 0 || count > end - at) {
            throw new IndexOutOfBoundsException(count + " bytes at byte " + at + " of " + end);
        }
        int from = at;
        at += count;
        return from;
    }

    int unsigned8() {
        return bytes[skip(1)] & 0xFF;
    }

    int unsigned16() {
        int from = skip(2);
        return bytes[from] & 0xFF | (bytes[from + 1] & 0xFF) << 8;
    }

    /** Two bytes, the more significant one first. */
    int bigEndian16() {
        int from = skip(2);
        return (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF;
    }

    long unsigned32() {
        return unsigned(4);
    }

    int signed32() {
        return (int) unsigned(4);
    }

    long signed64() {
        return unsigned(8);
    }

    /** @param size in bytes, up to 8 */
    long unsigned(int size) {
        int from = skip(size);
        long number = 0;
        for (int i = size - 1; i >= 0; i--) {
            number = number << 8 | bytes[from + i] & 0xFF;
        }
        return number;
    }

    /** An integer of 1, 3, 4 or 9 bytes, of which the first says how many. */
    long packed() {
        int first = unsigned8();
        return switch (first) {
            case 251 -> throw new IllegalArgumentException("NULL where a number must be, at byte " + at);
            case 252 -> unsigned(2);
            case 253 -> unsigned(3);
            case 254 -> unsigned(8);
            case 255 -> throw new IllegalArgumentException("byte 255 where a number must begin, at byte " + at);
            default -> first;
        };
    }

    /** A packed integer that counts something in memory. */
    int packedCount() {
        long count = packed();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the count " + Long.toUnsignedString(count) + " before byte " + at);
        }
        return (int) count;
    }

    /** A part of these bytes, which is passed over here. */
    EventBytes part(int length) {
        int from = skip(length);
        return new EventBytes(bytes, from, from + length);
    }

    byte[] copy(int length) {
        int from = skip(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        return copy;
    }

    /** A name, which servers write in UTF-8 always. */
    String name(int length) {
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    /** A name behind a byte that says its length, and before a zero. */
    String terminatedName() {
        String name = name(unsigned8());
        skip(1);
        return name;
    }

    /** A bit for each of so many things, the first in the lowest bit of the first byte. */
    BitSet bits(int count) {
        int length = (count + 7) / 8;
        int from = skip(length);
        BitSet bits = new BitSet(count);
        for (int i = 0; i < count; i++) {
            if ((bytes[from + (i >> 3)] & 1 << (i & 7)) != 0) {
                bits.set(i);
            }
        }
        return bits;
    }
}
