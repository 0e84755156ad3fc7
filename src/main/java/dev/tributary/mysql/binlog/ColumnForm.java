package dev.tributary.mysql.binlog;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.mysql.ddl.TableStructure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form that a column has in TABLE_MAP events, as far as its type decides it. What MySQL writes there stands in its {@code
 * Field::do_save_field_metadata} methods.
 *
 * @param code of the type, as {@link TypeCodes} has it; ENUM and SET although both are written as STRING
 * @param metadata as {@link TableMap#metadata}, the real type taken out of that of a STRING; several where the character set is not
 *     known for certain, none where any will do
 */
record ColumnForm(int code, Set<Integer> metadata) {

    private static final int SMALL_ENUM = 256;
    private static final int WIDEST_FLOAT = 24;
    private static final int SMALLEST_BIG_SET = 33;

    /** Null for a type that is not known here, whose form is not judged. */
    static @Nullable ColumnForm of(Column column, TableStructure table) {
        MySqlType type = column.type();
        return switch (type.name()) {
            case "tinyint", "bool", "boolean" -> fixed(TypeCodes.TINYINT);
            case "smallint" -> fixed(TypeCodes.SMALLINT);
            case "mediumint" -> fixed(TypeCodes.MEDIUMINT);
            case "int", "integer" -> fixed(TypeCodes.INT);
            case "bigint" -> fixed(TypeCodes.BIGINT);
            case "year" -> fixed(TypeCodes.YEAR);
            case "date" -> fixed(TypeCodes.DATE);
            case "float" ->
                isWideFloat(type)
                        ? new ColumnForm(TypeCodes.DOUBLE, Set.of(8))
                        : new ColumnForm(TypeCodes.FLOAT, Set.of(4));
            case "double", "real" -> new ColumnForm(TypeCodes.DOUBLE, Set.of(8));
            case "decimal", "numeric" ->
                new ColumnForm(TypeCodes.DECIMAL, Set.of(type.argument(0, 10) | type.argument(1, 0) << 8));
            case "bit" -> {
                int bits = type.argument(0, 1);
                yield new ColumnForm(TypeCodes.BIT, Set.of(bits % 8 | bits / 8 << 8));
            }
            case "time" -> new ColumnForm(TypeCodes.TIME_2, Set.of(type.argument(0, 0)));
            case "datetime" -> new ColumnForm(TypeCodes.DATETIME_2, Set.of(type.argument(0, 0)));
            case "timestamp" -> new ColumnForm(TypeCodes.TIMESTAMP_2, Set.of(type.argument(0, 0)));
            case "char" -> new ColumnForm(TypeCodes.STRING, lengths(column, type.argument(0, 1), table));
            case "binary" -> new ColumnForm(TypeCodes.STRING, Set.of(type.argument(0, 1)));
            case "varchar" -> new ColumnForm(TypeCodes.VARCHAR, lengths(column, type.argument(0, 0), table));
            case "varbinary" -> new ColumnForm(TypeCodes.VARCHAR, Set.of(type.argument(0, 0)));
            case "tinytext", "tinyblob" -> new ColumnForm(TypeCodes.BLOB, Set.of(1));
            case "text", "blob" ->
                new ColumnForm(TypeCodes.BLOB, type.arguments().isEmpty() ? Set.of(2) : Set.of());
            case "mediumtext", "mediumblob" -> new ColumnForm(TypeCodes.BLOB, Set.of(3));
            case "longtext", "longblob" -> new ColumnForm(TypeCodes.BLOB, Set.of(4));
            case "enum" ->
                new ColumnForm(TypeCodes.ENUM, Set.of(type.arguments().size() < SMALL_ENUM ? 1 : 2));
            case "set" ->
                new ColumnForm(TypeCodes.SET, Set.of(bytesOfSet(type.arguments().size())));
            case "json" -> new ColumnForm(TypeCodes.JSON, Set.of(4));
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> new ColumnForm(TypeCodes.GEOMETRY, Set.of(4));
            default -> null;
        };
    }

    private static ColumnForm fixed(int code) {
        return new ColumnForm(code, Set.of(0));
    }

    /** FLOAT with the number of bits that a number needs. */
    private static boolean isWideFloat(MySqlType type) {
        return type.arguments().size() == 1 && type.argument(0, 0) > WIDEST_FLOAT;
    }

    private static int bytesOfSet(int members) {
        return members >= SMALLEST_BIG_SET ? 8 : (members + 7) / 8;
    }

    private static Set<Integer> lengths(Column column, int characters, TableStructure table) {
        List<String> characterSets = characterSets(column, table);
        Set<Integer> lengths = new HashSet<>();
        for (String characterSet : characterSets) {
            int bytes = Collations.bytesPerCharacter(characterSet);
            if (bytes == 0) {
                return Set.of();
            }
            lengths.add(bytes * characters);
        }
        return lengths;
    }

    /** The character sets that a text can be in: a column that names none has the table's, or is known to be in UTF-8. */
    static List<String> characterSets(Column column, TableStructure table) {
        String named = column.characterSet();
        return (named == null ? Stream.of(table.characterSet(), "utf8mb3", "utf8mb4") : Stream.of(named))
                .map(Collations::canonical)
                .distinct()
                .toList();
    }

    /** Whether a TABLE_MAP event has this form. */
    boolean fits(int otherCode, int otherMetadata) {
        int real = otherCode == TypeCodes.STRING ? TypeCodes.realType(otherMetadata) : otherCode;
        if (real == TypeCodes.STRING) {
            return code == real && isAmong(TypeCodes.stringLength(otherMetadata));
        }
        if (otherCode == TypeCodes.STRING) {
            return code == real && isAmong(otherMetadata & 0xFF);
        }
        return isSame(otherCode) && (isOldForm(otherCode) ? metadata.contains(0) : isAmong(otherMetadata));
    }

    private boolean isAmong(int value) {
        return metadata.isEmpty() || metadata.contains(value);
    }

    /** Tables that were made by older servers keep the forms of those. */
    private boolean isSame(int other) {
        return other == code
                || switch (other) {
                    case TypeCodes.TIME -> code == TypeCodes.TIME_2;
                    case TypeCodes.DATETIME -> code == TypeCodes.DATETIME_2;
                    case TypeCodes.TIMESTAMP -> code == TypeCodes.TIMESTAMP_2;
                    case TypeCodes.NEWDATE -> code == TypeCodes.DATE;
                    case TypeCodes.VAR_STRING -> code == TypeCodes.VARCHAR;
                    // MariaDB's JSON is a LONGTEXT, whose rows are read as what they are.
                    case TypeCodes.BLOB -> code == TypeCodes.JSON;
                    default -> false;
                };
    }

    /** Those have no fractions, except for MariaDB's own, which cannot be read. */
    private static boolean isOldForm(int other) {
        return other == TypeCodes.TIME || other == TypeCodes.DATETIME || other == TypeCodes.TIMESTAMP;
    }
}
