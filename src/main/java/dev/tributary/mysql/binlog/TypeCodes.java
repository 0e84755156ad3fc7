package dev.tributary.mysql.binlog;

/** The codes of column types in TABLE_MAP events, from MySQL's {@code enum_field_types}. */
final class TypeCodes {

    static final int DECIMAL_OF_DIGITS = 0;
    static final int TINYINT = 1;
    static final int SMALLINT = 2;
    static final int INT = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int NULL = 6;
    static final int TIMESTAMP = 7;
    static final int BIGINT = 8;
    static final int MEDIUMINT = 9;
    static final int DATE = 10;
    static final int TIME = 11;
    static final int DATETIME = 12;
    static final int YEAR = 13;
    static final int NEWDATE = 14;
    static final int VARCHAR = 15;
    static final int BIT = 16;
    static final int TIMESTAMP_2 = 17;
    static final int DATETIME_2 = 18;
    static final int TIME_2 = 19;
    static final int VECTOR = 242;
    static final int JSON = 245;
    static final int DECIMAL = 246;
    static final int ENUM = 247;
    static final int SET = 248;
    static final int TINY_BLOB = 249;
    static final int MEDIUM_BLOB = 250;
    static final int LONG_BLOB = 251;
    static final int BLOB = 252;
    static final int VAR_STRING = 253;
    static final int STRING = 254;
    static final int GEOMETRY = 255;

    /** MariaDB's compressed columns. */
    static final int MARIADB_COMPRESSED_BLOB = 140;

    static final int MARIADB_COMPRESSED_VARCHAR = 141;

    private TypeCodes() {}

    /**
     * The type that a STRING column really has: ENUM, SET or STRING.
     *
     * @param metadata of a column of the code {@link #STRING}: above, the real type with two bits of the length in it, flipped
     */
    static int realType(int metadata) {
        int type = metadata >> 8;
        // Both bits are set in every real type. A length above 255 clears those that it has set.
        return type | 0x30;
    }

    /** The length in bytes of a column of the code {@link #STRING} that really is one. */
    static int stringLength(int metadata) {
        return (metadata >> 4 & 0x300 ^ 0x300) + (metadata & 0xFF);
    }
}
