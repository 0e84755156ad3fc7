package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What CONVERT TO CHARACTER SET makes of a column: a text has as much room as before, counted in characters. */
final class ConvertedTexts {

    private static final Set<String> UTF8 = Set.of("utf8mb3", "utf8mb4");

    private ConvertedTexts() {}

    /** Whether members are the same texts, be their bytes converted or not. */
    private static boolean keepsMembers(List<String> members, String from, String to) {
        String old = CharacterSetRules.canonical(from);
        if (old.equals(to)) {
            return true;
        }
        boolean withinUtf8 = UTF8.contains(old) && UTF8.contains(to);
        boolean withinAscii = CharacterSetRules.hasAscii(old) && CharacterSetRules.hasAscii(to);
        return withinUtf8 && members.stream().allMatch(ConvertedTexts::isOfFirstPlane)
                || withinAscii && members.stream().allMatch(ConvertedTexts::isOfAscii);
    }

    /** A question mark is how servers show what they cannot show. */
    private static boolean isOfAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text) && text.indexOf('?') < 0;
    }

    private static boolean isOfFirstPlane(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    static Column convert(Column column, String characterSet) {
        String from = column.characterSet();
        if (from == null || !TypeForm.isText(column.type().name()) || from.equals(CharacterSetRules.BINARY)) {
            return column;
        }
        String to = CharacterSetRules.canonical(characterSet);
        MySqlType type = column.type();
        if (TypeForm.hasMembers(type.name()) && !keepsMembers(type.arguments(), from, to)) {
            throw new InapplicableException("the members of column '" + column.name() + "', " + type + " in " + from
                    + ", got the character set " + to + ", by which some servers leave their bytes as they are");
        }
        long capacity = TypeForm.capacity(type.name());
        if (capacity < 0) {
            DeclaredType.Resolved resolved =
                    new DeclaredType(type.name(), type.arguments(), type.unsigned(), to).resolve(to);
            return new Column(column.name(), resolved.type(), column.nullable(), resolved.characterSet());
        }
        // A text that has enough room keeps its type.
        long needed = capacity / CharacterSetRules.longest(from) * CharacterSetRules.longest(to);
        String sized = needed <= capacity ? type.name() : TypeForm.textOf(needed);
        return to.equals(CharacterSetRules.BINARY)
                ? new Column(
                        column.name(), new MySqlType(TypeForm.blobOfText(sized), List.of(), false), column.nullable())
                : new Column(column.name(), new MySqlType(sized, List.of(), false), column.nullable(), to);
    }
}
