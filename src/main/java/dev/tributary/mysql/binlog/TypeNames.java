package dev.tributary.mysql.binlog;

/** The types of TABLE_MAP events as messages name them. */
final class TypeNames {

    private TypeNames() {}

    /** @param metadata as {@link TableMap#metadata} has it */
    static String of(int code, int metadata) {
        return switch (code) {
            case TypeCodes.TINYINT -> "TINYINT";
            case TypeCodes.SMALLINT -> "SMALLINT";
            case TypeCodes.MEDIUMINT -> "MEDIUMINT";
            case TypeCodes.INT -> "INT";
            case TypeCodes.BIGINT -> "BIGINT";
            case TypeCodes.FLOAT -> "FLOAT";
            case TypeCodes.DOUBLE -> "DOUBLE";
            case TypeCodes.DECIMAL -> "DECIMAL(" + (metadata & 0xFF) + "," + (metadata >> 8) + ")";
            case TypeCodes.BIT -> "BIT(" + ((metadata & 0xFF) + 8 * (metadata >> 8)) + ")";
            case TypeCodes.YEAR -> "YEAR";
            case TypeCodes.DATE, TypeCodes.NEWDATE -> "DATE";
            case TypeCodes.TIME, TypeCodes.DATETIME, TypeCodes.TIMESTAMP -> oldTime(code);
            case TypeCodes.TIME_2 -> "TIME(" + metadata + ")";
            case TypeCodes.DATETIME_2 -> "DATETIME(" + metadata + ")";
            case TypeCodes.TIMESTAMP_2 -> "TIMESTAMP(" + metadata + ")";
            case TypeCodes.VARCHAR, TypeCodes.VAR_STRING -> "VARCHAR of " + metadata + " bytes";
            case TypeCodes.BLOB -> "TEXT or BLOB with a length of " + metadata + " bytes";
            case TypeCodes.JSON -> "JSON";
            case TypeCodes.VECTOR -> "VECTOR";
            case TypeCodes.GEOMETRY -> "GEOMETRY";
            case TypeCodes.STRING -> string(metadata);
            default -> "the type of code " + code;
        };
    }

    private static String oldTime(int code) {
        String name = code == TypeCodes.TIME ? "TIME" : code == TypeCodes.DATETIME ? "DATETIME" : "TIMESTAMP";
        return name + " in the form of MySQL 5.5";
    }

    private static String string(int metadata) {
        return switch (TypeCodes.realType(metadata)) {
            case TypeCodes.ENUM -> "ENUM of " + (metadata & 0xFF) + " bytes";
            case TypeCodes.SET -> "SET of " + (metadata & 0xFF) + " bytes";
            default -> "CHAR or BINARY of " + TypeCodes.stringLength(metadata) + " bytes";
        };
    }
}
