package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Enums and sets by the texts of their members. From a snapshot a member comes as it is; from the binlog the change source
 * delivers it in the form in which its parser keeps it, with backslashes before some characters. Both are known here, for
 * each member of the type.
 */
final class MemberEncoders {

    private MemberEncoders() {}

    /** The member's text; an empty one for the index 0, which MySQL gives to values that it could not take. */
    static ValueEncoder enumeration(MySqlType type) throws UnsupportedTypeException {
        Map<String, String> members = members(type);
        return (value, out) -> out.writeString(member(value, members));
    }

    /** The members' texts in the order of the type, parted by commas, as MySQL writes them. */
    static ValueEncoder set(MySqlType type) throws UnsupportedTypeException {
        Map<String, String> members = members(type);
        return (value, out) -> out.writeString(String.join(",", chosen(value, members)));
    }

    /** The same as a list; an empty set and one that holds only the empty text are both an empty list. */
    static ValueEncoder setAsArray(MySqlType type) throws UnsupportedTypeException {
        Map<String, String> members = members(type);
        return (value, out) -> {
            List<String> chosen = chosen(value, members);
            out.writeVarInt(chosen.size());
            chosen.forEach(out::writeString);
        };
    }

    private static List<String> chosen(Object value, Map<String, String> members) throws UnencodableValueException {
        if (!(value instanceof String text)) {
            throw Unexpected.kind(value, "the members of a set");
        }
        String[] chosen = text.isEmpty() ? new String[0] : text.split(",", -1);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = member(chosen[i], members);
        }
        return Arrays.asList(chosen);
    }

    private static String member(Object value, Map<String, String> members) throws UnencodableValueException {
        if (!(value instanceof String text)) {
            throw Unexpected.kind(value, "a member's text");
        }
        String member = members.get(text);
        if (member != null) {
            return member;
        }
        if (hasEscapes(text)) {
            throw new UnencodableValueException("'" + text + "' is none of the members "
                    + members.values().stream().distinct().sorted().collect(Collectors.joining("', '", "'", "'"))
                    + " that the column had when the job was planned");
        }
        return text;
    }

    /** Every form in which a member can come, and its text. */
    private static Map<String, String> members(MySqlType type) throws UnsupportedTypeException {
        Map<String, String> forms = new HashMap<>();
        for (String member : type.arguments()) {
            put(forms, member, member, type);
            put(forms, inBinlog(member), member, type);
        }
        forms.putIfAbsent("", "");
        return forms;
    }

    private static void put(Map<String, String> forms, String form, String member, MySqlType type)
            throws UnsupportedTypeException {
        @Nullable String other = forms.putIfAbsent(form, member);
        if (other != null && !other.equals(member)) {
            throw new UnsupportedTypeException("MySQL type " + type + " is not supported: its members '" + other
                    + "' and '" + member + "' come from the binlog alike. Rename one, or exclude the column");
        }
    }

    private static boolean hasEscapes(String text) {
        return text.indexOf('\\') >= 0 || text.indexOf(',') >= 0 || text.indexOf('\'') >= 0;
    }

    /** What the change source's parser makes of a member in MySQL's own CREATE TABLE. */
    private static String inBinlog(String member) {
        return member.replace("\\", "\\\\")
                .replace("\0", "\\0")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("'", "''")
                .replace(",", "\\,")
                .replace("\\'", "'")
                .replace("''", "'");
    }
}
