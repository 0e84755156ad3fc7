package dev.tributary.mysql.ddl;

import dev.tributary.mapping.CharacterSets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MySQL's character sets by their names: how long their characters are, and which of them has all characters of another. */
final class CharacterSetRules {

    static final String BINARY = "binary";

    private static final Map<String, Integer> LONGEST = Map.ofEntries(
            Map.entry("utf8mb4", 4),
            Map.entry("utf8mb3", 3),
            Map.entry("utf16", 4),
            Map.entry("utf16le", 4),
            Map.entry("utf32", 4),
            Map.entry("ucs2", 2),
            Map.entry("gb18030", 4),
            Map.entry("gbk", 2),
            Map.entry("gb2312", 2),
            Map.entry("big5", 2),
            Map.entry("sjis", 2),
            Map.entry("cp932", 2),
            Map.entry("euckr", 2),
            Map.entry("ujis", 3),
            Map.entry("eucjpms", 3));

    private static final Map<String, Integer> SHORTEST = Map.of("utf16", 2, "utf16le", 2, "ucs2", 2, "utf32", 4);

    private static final Set<String> ALL_OF_UNICODE = Set.of("utf8mb4", "utf16", "utf16le", "utf32", "gb18030");
    private static final Set<String> FIRST_PLANE = Set.of("utf8mb3", "ucs2");

    /** Some of their characters stand where others have those of ASCII. */
    private static final Set<String> WITHOUT_ASCII = Set.of("swe7", "armscii8", "hp8");

    /** Each holds all characters of those behind it. */
    private static final List<String> NARROWER = List.of("utf8mb4", "utf8mb3", "latin1", "ascii");

    private CharacterSetRules() {}

    /** One name for a character set that has two. */
    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("utf8") ? "utf8mb3" : lower;
    }

    /** The character set of a collation; null where its name does not say it. */
    static @Nullable String ofCollation(String collation) {
        String lower = collation.toLowerCase(Locale.ROOT);
        int end = lower.indexOf('_');
        String name = end < 0 ? lower : lower.substring(0, end);
        // MariaDB has collations of whatever character set they meet.
        return name.startsWith("uca") ? null : canonical(name);
    }

    /** In bytes. */
    static int longest(String characterSet) {
        return LONGEST.getOrDefault(canonical(characterSet), 1);
    }

    /** In bytes. */
    static int shortest(String characterSet) {
        return SHORTEST.getOrDefault(canonical(characterSet), 1);
    }

    /** Whether every text of one character set is the same text in another. */
    static boolean covers(String other, String one) {
        String to = canonical(other);
        String from = canonical(one);
        if (to.equals(from)) {
            return true;
        }
        if (to.equals(BINARY) || from.equals(BINARY) || !isKnown(to) || !isKnown(from)) {
            return false;
        }
        return ALL_OF_UNICODE.contains(to)
                || FIRST_PLANE.contains(to) && !ALL_OF_UNICODE.contains(from)
                || from.equals("ascii") && !WITHOUT_ASCII.contains(to);
    }

    /**
     * Whether one character set lacks characters of another, and has those that both have in no more bytes, and nothing that
     * stands for one that it lacks.
     */
    static boolean narrows(String to, String from) {
        int narrower = NARROWER.indexOf(canonical(to));
        int wider = NARROWER.indexOf(canonical(from));
        return wider >= 0 && narrower > wider;
    }

    /** Whether the bytes of ASCII's characters are those of ASCII. */
    static boolean hasAscii(String characterSet) {
        String name = canonical(characterSet);
        return shortest(name) == 1 && !WITHOUT_ASCII.contains(name);
    }

    private static boolean isKnown(String characterSet) {
        return !CharacterSets.needsDecoder(characterSet) || CharacterSets.decoder(characterSet) != null;
    }
}
