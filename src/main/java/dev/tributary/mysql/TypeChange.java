package dev.tributary.mysql;

import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.MySqlType;
import dev.tributary.schema.ClickHouseTypes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a column keeps all its values when its type changes; MySQL converts them without an event for any. */
final class TypeChange {

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> BYTES = Set.of("varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double");

    private TypeChange() {}

    static boolean keepsValues(MySqlType before, MySqlType after) {
        if (before.equals(after)) {
            return true;
        }
        String from = before.name();
        String to = after.name();
        if (TEXTS.contains(from) && TEXTS.contains(to) || BYTES.contains(from) && BYTES.contains(to)) {
            // A CHAR drops trailing blanks, and nothing shows which texts had some.
            return capacity(after) >= capacity(before) && (!to.equals("char") || from.equals("char"));
        }
        if (from.equals("enum") && to.equals("enum") || from.equals("set") && to.equals("set")) {
            return new HashSet<>(after.arguments()).containsAll(before.arguments());
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

    /** In characters or bytes; the character set can make a text's a quarter of it, which MySQL refuses to fill beyond. */
    private static long capacity(MySqlType type) {
        return switch (type.name()) {
            case "tinytext", "tinyblob" -> 255;
            case "text", "blob" -> 65_535;
            case "mediumtext", "mediumblob" -> 16_777_215;
            case "longtext", "longblob" -> 4_294_967_295L;
            default -> type.argument(0, 1);
        };
    }
}
