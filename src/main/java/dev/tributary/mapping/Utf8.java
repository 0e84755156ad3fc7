package dev.tributary.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8, as Unicode defines it: shortest forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The bits that ASCII does not use, in eight bytes. */
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    static boolean isAscii(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            if (((long) LONGS.get(bytes, at) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The first byte that is not part of a character in UTF-8, as a position in the array; −1 if all are. */
    static int firstMalformed(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        while (true) {
            while (end - at >= Long.BYTES && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
                at += Long.BYTES;
            }
            int behind = Math.min(end, at + Long.BYTES);
            while (at < behind) {
                int size = bytes[at] >= 0 ? 1 : sizeOfCharacter(bytes, at, end);
                if (size == 0) {
                    return at;
                }
                at += size;
            }
            if (at >= end) {
                return -1;
            }
        }
    }

    /** The bytes of a character beyond ASCII; 0 where there is none. */
    private static int sizeOfCharacter(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (size == 0 || end - at < size) {
            return 0;
        }
        // The second byte decides whether there is a shorter form, a surrogate, or no character at all.
        int second = bytes[at + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = at + 2; i < at + size; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /** Half a surrogate pair that stands at a position in three bytes, as no UTF-8 has it; −1 for anything else. */
    static int surrogateAt(byte[] bytes, int at, int end) {
        return end - at >= 3
                        && (bytes[at] & 0xFF) == 0xED
                        && (bytes[at + 1] & 0xE0) == 0xA0
                        && (bytes[at + 2] & 0xC0) == 0x80
                ? 0xD000 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F
                : -1;
    }

    /** For errors: what is no UTF-8 shows as a replacement character. */
    static String shown(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
