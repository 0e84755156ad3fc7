package dev.tributary.mysql.ddl;

import dev.tributary.model.MySqlType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One form for types that differ in spelling alone: without the display width of whole numbers and years, which {@code
 * information_schema} has up to MySQL 8.0.18, and with the lengths that a declaration can leave out.
 */
final class TypeForm {

    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "year");
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");
    private static final Set<String> MOMENTS = Set.of("time", "datetime", "timestamp");
    private static final List<String> SIZED_TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");

    /** The bytes that texts and blobs of the four sizes hold. */
    private static final Map<String, Long> CAPACITIES = Map.of(
            "tinytext", 255L,
            "text", 65_535L,
            "mediumtext", 16_777_215L,
            "longtext", 4_294_967_295L,
            "tinyblob", 255L,
            "blob", 65_535L,
            "mediumblob", 16_777_215L,
            "longblob", 4_294_967_295L);

    private TypeForm() {}

    /** Whether values have a character set. */
    static boolean isText(String typeName) {
        return TEXTS.contains(typeName);
    }

    static boolean hasMembers(String typeName) {
        return typeName.equals("enum") || typeName.equals("set");
    }

    static MySqlType of(MySqlType type) {
        String name = type.name().equals("geometrycollection") ? "geomcollection" : type.name();
        if (WHOLE.contains(name)) {
            return new MySqlType(name, List.of(), type.unsigned());
        }
        if (MOMENTS.contains(name) && type.argument(0, 0) == 0) {
            return new MySqlType(name, List.of(), false);
        }
        return switch (name) {
            case "char", "binary", "bit" -> new MySqlType(name, List.of(Integer.toString(type.argument(0, 1))), false);
            case "decimal" ->
                new MySqlType(
                        name,
                        List.of(Integer.toString(type.argument(0, 10)), Integer.toString(type.argument(1, 0))),
                        type.unsigned());
            default -> new MySqlType(name, type.arguments(), type.unsigned());
        };
    }

    /** Of a text or blob of one of the four sizes, in bytes; -1 for other types. */
    static long capacity(String typeName) {
        return CAPACITIES.getOrDefault(typeName, -1L);
    }

    /** The smallest text that holds so many bytes. */
    static String textOf(long bytes) {
        return SIZED_TEXTS.stream()
                .filter(name -> capacity(name) >= bytes)
                .findFirst()
                .orElse("longtext");
    }

    static String blobOfText(String textName) {
        return textName.equals("text") ? "blob" : textName.replace("text", "blob");
    }
}
