package dev.tributary.mysql.binlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers by which the binlog names collations, and how long the characters of their character sets can be. */
final class Collations {

    /** That of bytes. */
    static final int BINARY = 63;

    private static final Map<Integer, String> CHARACTER_SETS = new HashMap<>();
    private static final Map<String, Integer> LENGTHS = new HashMap<>();

    static {
        try (InputStream in = Collations.class.getResourceAsStream("collations.txt")) {
            if (in == null) {
                throw new IllegalStateException("collations.txt is missing beside " + Collations.class);
            }
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(Collations::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Collations() {}

    private static void add(String line) {
        String[] words = line.split(" ");
        LENGTHS.put(words[0], Integer.parseInt(words[1]));
        for (int i = 2; i < words.length; i++) {
            int dash = words[i].indexOf('-');
            int first = Integer.parseInt(dash < 0 ? words[i] : words[i].substring(0, dash));
            int last = Integer.parseInt(words[i].substring(dash + 1));
            for (int number = first; number <= last; number++) {
                CHARACTER_SETS.put(number, words[0]);
            }
        }
    }

    /** MySQL's name of the character set, {@code utf8mb3} for its older UTF-8; null for a number that is not known. */
    static @Nullable String characterSet(int collation) {
        return CHARACTER_SETS.get(collation);
    }

    /** The most bytes that a character can have; 0 for a character set that is not known. */
    static int bytesPerCharacter(String characterSet) {
        return LENGTHS.getOrDefault(canonical(characterSet), 0);
    }

    /** One name for the character set that servers call by two. */
    static String canonical(String characterSet) {
        String name = characterSet.toLowerCase(Locale.ROOT);
        return name.equals("utf8") ? "utf8mb3" : name;
    }
}
