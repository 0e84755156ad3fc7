package dev.tributary.mysql.ddl;

import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a column keeps all its values when it is defined anew; MySQL converts them without an event for any. */
final class TypeChange {

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> BYTES = Set.of("varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double");
    private static final Set<String> EXACT = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal");

    private TypeChange() {}

    /**
     * Whether it does.
     *
     * @param strict whether a value that did not fit would have failed the statement
     */
    static boolean keepsValues(Column before, Column after, boolean strict) {
        return keepsValues(before, after)
                || strict && (failsAtOthers(before.type(), after.type()) || failsAtOtherTexts(before, after));
    }

    /** A character that is not in the narrower character set fails the statement; only blanks are cut off in silence. */
    private static boolean failsAtOtherTexts(Column before, Column after) {
        MySqlType from = TypeForm.of(before.type());
        MySqlType to = TypeForm.of(after.type());
        if (!TEXTS.contains(from.name())
                || !TEXTS.contains(to.name())
                || !CharacterSetRules.narrows(named(after.characterSet()), named(before.characterSet()))) {
            return false;
        }
        boolean bounded = TypeForm.capacity(from.name()) < 0;
        return bounded == TypeForm.capacity(to.name()) < 0
                && (bounded
                        ? to.argument(0, 1) >= from.argument(0, 1)
                                && (from.name().equals("char") || !to.name().equals("char"))
                        : TypeForm.capacity(to.name()) >= TypeForm.capacity(from.name()));
    }

    /** Of numbers that are exact a value does not fit, or it is kept; only digits of a fraction are rounded away in silence. */
    private static boolean failsAtOthers(MySqlType before, MySqlType after) {
        return EXACT.contains(before.name())
                && EXACT.contains(after.name())
                && before.argument(1, 0) <= after.argument(1, 0);
    }

    static boolean keepsValues(Column before, Column after) {
        MySqlType from = TypeForm.of(before.type());
        MySqlType to = TypeForm.of(after.type());
        if (TypeForm.isText(from.name()) != TypeForm.isText(to.name())) {
            return false;
        }
        if (TypeForm.isText(from.name()) && !covers(after.characterSet(), before.characterSet())) {
            return false;
        }
        if (TEXTS.contains(from.name()) && TEXTS.contains(to.name())) {
            return keepsTexts(from, before.characterSet(), to, after.characterSet());
        }
        return from.equals(to) || keepsValues(from, to);
    }

    /** A text whose character set nobody named is in UTF-8. */
    private static boolean covers(@Nullable String after, @Nullable String before) {
        return CharacterSetRules.covers(named(after), named(before));
    }

    private static String named(@Nullable String characterSet) {
        return characterSet == null ? "utf8mb4" : characterSet;
    }

    private static boolean keepsValues(MySqlType before, MySqlType after) {
        String from = before.name();
        String to = after.name();
        if (BYTES.contains(from) && BYTES.contains(to)) {
            return bytes(after) >= bytes(before);
        }
        if (from.equals("enum") && to.equals("enum")) {
            return new HashSet<>(after.arguments()).containsAll(before.arguments());
        }
        if (from.equals("set") && to.equals("set")) {
            return keepsOrder(before.arguments(), after.arguments());
        }
        if (from.equals("bit") && to.equals("bit")) {
            return after.argument(0, 1) >= before.argument(0, 1);
        }
        if ((to.equals("float") || to.equals("double")) && !after.arguments().isEmpty()) {
            return false; // rounded to the given digits
        }
        boolean sameFamily = from.equals(to) || NUMBERS.contains(from) && NUMBERS.contains(to);
        return sameFamily && covers(before, after);
    }

    /** The members of a set come in the order of its type, so those that were there must keep theirs. */
    private static boolean keepsOrder(List<String> before, List<String> after) {
        List<String> kept = new ArrayList<>(after);
        kept.retainAll(before);
        return kept.equals(before);
    }

    private static boolean covers(MySqlType before, MySqlType after) {
        try {
            String narrow = TypeMapping.map(before).clickHouseType();
            String wide = TypeMapping.map(after).clickHouseType();
            return !before.name().equals("binary")
                    && ClickHouseTypes.union(wide, narrow).equals(Optional.of(wide));
        } catch (UnsupportedTypeException e) {
            return false;
        }
    }

    private static boolean keepsTexts(
            MySqlType before, @Nullable String oldSet, MySqlType after, @Nullable String newSet) {
        // A CHAR drops trailing blanks, and nothing shows which texts had some.
        if (after.name().equals("char") && !before.name().equals("char")) {
            return false;
        }
        String from = named(oldSet);
        String to = named(newSet);
        if (TypeForm.capacity(after.name()) < 0) {
            return after.argument(0, 1) >= characters(before, from);
        }
        long needed = TypeForm.capacity(before.name()) >= 0
                        && CharacterSetRules.canonical(from).equals(CharacterSetRules.canonical(to))
                ? TypeForm.capacity(before.name())
                : characters(before, from) * CharacterSetRules.longest(to);
        return TypeForm.capacity(after.name()) >= needed
                // Larger than any text.
                || after.name().equals("longtext");
    }

    /** That it holds at most. */
    private static long characters(MySqlType text, String characterSet) {
        long bytes = TypeForm.capacity(text.name());
        return bytes < 0 ? text.argument(0, 1) : bytes / CharacterSetRules.shortest(characterSet);
    }

    private static long bytes(MySqlType type) {
        long capacity = TypeForm.capacity(type.name());
        return capacity < 0 ? type.argument(0, 1) : capacity;
    }
}
