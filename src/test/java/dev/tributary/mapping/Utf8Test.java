package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** Sequences of three and four bytes, the first of which is not ASCII. */
    @Test
    void agreesWithTheJdkAboutShortSequences() {
        byte[] bytes = new byte[4];
        for (int i = 0x80_0000; i <= 0xFF_FFFF; i += 13) {
            bytes[0] = (byte) (i >> 16);
            bytes[1] = (byte) (i >> 8);
            bytes[2] = (byte) i;
            bytes[3] = (byte) (0x40 + (i * 37 & 0xBF));
            boolean expected = isUtf8(bytes, 0, 4);
            if (Utf8.firstMalformed(bytes, 0, 4) < 0 != expected) {
                assertThat(bytes).as("is UTF-8: %s", expected).isEmpty();
            }
        }
    }

    @Test
    void agreesWithTheJdkAboutLongTextsCutAnywhere() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            int from = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - from + 1);
            if (random.nextInt(4) == 0 && length > 0) {
                bytes[from + random.nextInt(length)] = (byte) random.nextInt();
            }
            int malformed = Utf8.firstMalformed(bytes, from, length);
            assertThat(malformed < 0).isEqualTo(isUtf8(bytes, from, length));
            if (malformed >= 0) {
                assertThat(isUtf8(bytes, from, malformed - from))
                        .as("what stands before it")
                        .isTrue();
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int kind = random.nextInt(8);
            int codePoint = kind < 5 ? random.nextInt(0x80) : kind < 7 ? random.nextInt(0xD800) : 0x1F600;
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    private static boolean isUtf8(byte[] bytes, int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
