package dev.tributary.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's character sets, as MySQL itself reads them: Java's of the same name differ in a few characters, and some it
 * does not have. A byte that a character set of single bytes does not define reads as a question mark, as in MySQL.
 */
public final class CharacterSets {

    /** Those whose texts are UTF-8 in the binlog already. */
    private static final Set<String> PLAIN = Set.of("utf8", "utf8mb3", "utf8mb4", "ascii", "binary");

    private static final String ASCII = "ascii";

    private static final String UTF32 = "utf32";

    /**
     * What stands for bytes that are no character, and is refused when the text is encoded: half of a surrogate pair.
     */
    static final char UNREADABLE = '\uDFFF';

    private static final char REPLACEMENT = '\uFFFD';

    private static final Map<String, Decoder> DECODERS = read();

    private CharacterSets() {}

    /** Whether texts of this character set are not UTF-8 as they are. */
    public static boolean needsDecoder(@Nullable String name) {
        return name != null && !PLAIN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The decoder of a character set by MySQL's name; null for one that is not known. */
    public static @Nullable Decoder decoder(String name) {
        return DECODERS.get(name.toLowerCase(Locale.ROOT));
    }

    /** Makes a text of its bytes; those that are no character become {@link #UNREADABLE}. */
    @FunctionalInterface
    public interface Decoder {
        String decode(byte[] bytes, int from, int length);

        default String decode(byte[] bytes) {
            return decode(bytes, 0, bytes.length);
        }

        /** Whether ASCII's characters are its bytes here too, so that a text of them alone need not be decoded. */
        default boolean isAsciiCompatible() {
            byte[] ascii = new byte[128];
            for (int i = 0; i < ascii.length; i++) {
                ascii[i] = (byte) i;
            }
            return decode(ascii).equals(new String(ascii, StandardCharsets.US_ASCII));
        }
    }

    private static Map<String, Decoder> read() {
        Map<String, Decoder> decoders = new HashMap<>();
        decoders.put(UTF32, CharacterSets::decodeUtf32);
        decoders.put(ASCII, table(StandardCharsets.US_ASCII, beyondAscii()));
        try (InputStream in = CharacterSets.class.getResourceAsStream("character-sets.txt")) {
            if (in == null) {
                throw new IllegalStateException("character-sets.txt is missing beside " + CharacterSets.class);
            }
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> decoders.put(words[0], decoder(words)));
            return decoders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Decoder decoder(String[] words) {
        Charset nearest = Charset.forName(words[1]);
        Map<Integer, Character> differences = new HashMap<>();
        boolean ofBytes = false;
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            ofBytes |= equals == 2;
            differences.put(Integer.parseInt(words[i], 0, equals, 16), (char)
                    Integer.parseInt(words[i], equals + 1, words[i].length(), 16));
        }
        if (ofBytes || isOfSingleBytes(nearest)) {
            return table(nearest, differences);
        }
        if (nearest.newEncoder().canEncode(REPLACEMENT)) {
            return (bytes, from, length) ->
                    replaced(withoutFalseReplacements(bytes, from, length, nearest), differences);
        }
        differences.putIfAbsent((int) REPLACEMENT, UNREADABLE);
        return (bytes, from, length) -> replaced(new String(bytes, from, length, nearest), differences);
    }

    /**
     * Where a character set has the replacement character, the text is looked at again: it can be one that was written,
     * or stand for bytes that are no character.
     */
    private static String withoutFalseReplacements(byte[] bytes, int from, int length, Charset charset) {
        String text = new String(bytes, from, length, charset);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        byte[] again = text.getBytes(charset);
        return Arrays.equals(again, 0, again.length, bytes, from, from + length)
                ? text
                : text.replace(REPLACEMENT, UNREADABLE);
    }

    private static Map<Integer, Character> beyondAscii() {
        Map<Integer, Character> questionMarks = new HashMap<>();
        for (int i = 0x80; i < 0x100; i++) {
            questionMarks.put(i, '?');
        }
        return questionMarks;
    }

    private static boolean isOfSingleBytes(Charset charset) {
        return charset.newEncoder().maxBytesPerChar() == 1;
    }

    private static Decoder table(Charset nearest, Map<Integer, Character> differences) {
        char[] characters = new char[256];
        for (int i = 0; i < characters.length; i++) {
            char usual = new String(new byte[] {(byte) i}, nearest).charAt(0);
            characters[i] = differences.getOrDefault(i, usual == REPLACEMENT ? UNREADABLE : usual);
        }
        return (bytes, from, length) -> {
            char[] text = new char[length];
            for (int i = 0; i < length; i++) {
                text[i] = characters[bytes[from + i] & 0xFF];
            }
            return new String(text);
        };
    }

    private static String replaced(String text, Map<Integer, Character> differences) {
        if (differences.isEmpty() || text.chars().noneMatch(differences::containsKey)) {
            return text;
        }
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = differences.getOrDefault((int) characters[i], characters[i]);
        }
        return new String(characters);
    }

    /** By hand, since Java's own takes the first U+FEFF for a mark of the byte order. */
    private static String decodeUtf32(byte[] bytes, int from, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        StringBuilder text = new StringBuilder(length / Integer.BYTES);
        while (in.remaining() >= Integer.BYTES) {
            int codePoint = in.getInt();
            text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : UNREADABLE);
        }
        return in.hasRemaining() ? text.append(UNREADABLE).toString() : text.toString();
    }
}
