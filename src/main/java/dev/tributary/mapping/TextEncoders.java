package dev.tributary.mapping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Texts, documents and bytes. */
final class TextEncoders {

    private TextEncoders() {}

    static void encodeText(Object value, RowBinaryWriter out) throws UnencodableValueException {
        if (!(value instanceof String text)) {
            throw Unexpected.kind(value, "a text");
        }
        refuseLoneSurrogates(text);
        out.writeString(text);
    }

    /** UTF-8 has no bytes for half a surrogate pair; the JDK would write a question mark in silence. */
    private static void refuseLoneSurrogates(String text) throws UnencodableValueException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (codePoint == CharacterSets.UNREADABLE) {
                    throw new UnencodableValueException(
                            "a text with bytes at " + i + " that are no character of the column's character set");
                }
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    throw new UnencodableValueException("a text with half a surrogate pair, U+"
                            + Integer.toHexString(codePoint) + " at " + i + ", has no UTF-8");
                }
                i++;
            }
        }
    }

    static void encodeJson(Object value, RowBinaryWriter out) throws UnencodableValueException {
        if (!(value instanceof String text)) {
            throw Unexpected.kind(value, "a JSON text");
        }
        out.writeBytes(normalized(text));
    }

    static byte[] normalized(String document) throws UnencodableValueException {
        try {
            return JsonNormalForm.normalize(document);
        } catch (IOException e) {
            throw new UnencodableValueException("not a JSON document: " + e.getMessage());
        }
    }

    static void encodeBytes(Object value, RowBinaryWriter out) throws UnencodableValueException {
        out.writeBytes(toBytes(value));
    }

    /** Bytes of a fixed length: the binlog leaves trailing zeros out, and here they come back. */
    static ValueEncoder paddedBytes(int width) {
        return (value, out) -> {
            byte[] bytes = toBytes(value);
            out.writeBytes(bytes.length < width ? Arrays.copyOf(bytes, width) : bytes);
        };
    }

    static byte[] toBytes(Object value) throws UnencodableValueException {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        throw Unexpected.kind(value, "bytes");
    }
}
