package dev.tributary.mapping;

import java.io.IOException;

/** Texts, documents and bytes. */
final class TextEncoders {

    private TextEncoders() {}

    /** A text as UTF-8. */
    static ValueEncoder text() {
        return new ValueEncoder("a text") {
            @Override
            public void text(byte[] utf8, int from, int length, RowBinaryWriter out) throws UnencodableValueException {
                requireCharacters(utf8, from, length);
                out.writeBytes(utf8, from, length);
            }

            @Override
            public void text(String text, RowBinaryWriter out) throws UnencodableValueException {
                requireCharacters(text);
                out.writeString(text);
            }
        };
    }

    static void requireCharacters(byte[] utf8, int from, int length) throws UnencodableValueException {
        int malformed = Utf8.firstMalformed(utf8, from, length);
        if (malformed >= 0) {
            int surrogate = Utf8.surrogateAt(utf8, malformed, from + length);
            throw surrogate < 0 ? noCharacter(malformed - from) : halfPair(surrogate, malformed - from);
        }
    }

    /** UTF-8 has no bytes for half a surrogate pair; the JDK would write a question mark in silence. */
    static void requireCharacters(String text) throws UnencodableValueException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (codePoint == CharacterSets.UNREADABLE) {
                    throw noCharacter(i);
                }
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    throw halfPair(codePoint, i);
                }
                i++;
            }
        }
    }

    private static UnencodableValueException noCharacter(int at) {
        return new UnencodableValueException(
                "a text with bytes at " + at + " that are no character of the column's character set");
    }

    private static UnencodableValueException halfPair(int surrogate, int at) {
        return new UnencodableValueException("a text with half a surrogate pair, U+" + Integer.toHexString(surrogate)
                + " at " + at + ", has no UTF-8");
    }

    /** A JSON document in its normal form. */
    static ValueEncoder json() {
        return new ValueEncoder("a JSON document") {
            @Override
            public void document(String json, RowBinaryWriter out) throws UnencodableValueException {
                out.writeBytes(normalized(json));
            }
        };
    }

    static byte[] normalized(String document) throws UnencodableValueException {
        try {
            return JsonNormalForm.normalize(document);
        } catch (IOException e) {
            throw new UnencodableValueException("not a JSON document: " + e.getMessage());
        }
    }

    static ValueEncoder bytes() {
        return new ValueEncoder("bytes") {
            @Override
            public void bytes(byte[] bytes, int from, int length, RowBinaryWriter out) {
                out.writeBytes(bytes, from, length);
            }
        };
    }

    /** Bytes of a fixed length: the binlog leaves trailing zeros out, and here they come back. */
    static ValueEncoder paddedBytes(int width) {
        byte[] zeros = new byte[width];
        return new ValueEncoder("bytes") {
            @Override
            public void bytes(byte[] bytes, int from, int length, RowBinaryWriter out) {
                out.writeVarInt(Math.max(length, width));
                out.writeRaw(bytes, from, length);
                out.writeRaw(zeros, 0, Math.max(0, width - length));
            }
        };
    }
}
