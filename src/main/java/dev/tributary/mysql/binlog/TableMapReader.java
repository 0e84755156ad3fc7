package dev.tributary.mysql.binlog;

import java.util.Arrays;
import java.util.BitSet;

/** Reads TABLE_MAP events. */
final class TableMapReader {

    private static final int UNKNOWN_METADATA = -1;

    private TableMapReader() {}

    /**
     * Reads the event's body.
     *
     * @param postHeader the length of its fixed part: 6 with table numbers of 4 bytes
     */
    static TableMap read(EventBytes in, int postHeader) {
        long number = number(in, postHeader);
        in.skip(2); // flags
        String database = in.terminatedName();
        String table = in.terminatedName();
        int columns = in.packedCount();
        byte[] types = in.copy(columns);
        int[] metadata = metadata(types, in.part(in.packedCount()));
        BitSet nullable = in.bits(columns);
        TableMapOptions options = new TableMapOptions(types, metadata);
        while (in.remaining() > 0) {
            int field = in.unsigned8();
            options.read(field, in.part(in.packedCount()));
        }
        return new TableMap(
                number,
                database,
                table,
                types,
                metadata,
                nullable,
                options.signedness(),
                options.collations(),
                options.columnNames(),
                options.members());
    }

    /** Reads what the event begins with: the number by which the events of rows name the table. */
    static long number(EventBytes in, int postHeader) {
        return in.unsigned(postHeader == 6 ? 4 : 6);
    }

    private static int[] metadata(byte[] types, EventBytes in) {
        int[] metadata = new int[types.length];
        for (int i = 0; i < types.length; i++) {
            switch (types[i] & 0xFF) {
                case TypeCodes.FLOAT,
                        TypeCodes.DOUBLE,
                        TypeCodes.TINY_BLOB,
                        TypeCodes.MEDIUM_BLOB,
                        TypeCodes.LONG_BLOB,
                        TypeCodes.BLOB,
                        TypeCodes.MARIADB_COMPRESSED_BLOB,
                        TypeCodes.JSON,
                        TypeCodes.VECTOR,
                        TypeCodes.GEOMETRY,
                        TypeCodes.TIMESTAMP_2,
                        TypeCodes.DATETIME_2,
                        TypeCodes.TIME_2 -> metadata[i] = in.unsigned8();
                case TypeCodes.VARCHAR,
                        TypeCodes.VAR_STRING,
                        TypeCodes.MARIADB_COMPRESSED_VARCHAR,
                        TypeCodes.BIT,
                        TypeCodes.DECIMAL -> metadata[i] = in.unsigned16();
                case TypeCodes.STRING, TypeCodes.ENUM, TypeCodes.SET -> metadata[i] = in.bigEndian16();
                case TypeCodes.DECIMAL_OF_DIGITS,
                        TypeCodes.TINYINT,
                        TypeCodes.SMALLINT,
                        TypeCodes.MEDIUMINT,
                        TypeCodes.INT,
                        TypeCodes.BIGINT,
                        TypeCodes.NULL,
                        TypeCodes.TIMESTAMP,
                        TypeCodes.DATETIME,
                        TypeCodes.TIME,
                        TypeCodes.DATE,
                        TypeCodes.NEWDATE,
                        TypeCodes.YEAR -> metadata[i] = 0;
                default -> {
                    // How many bytes belong to it only a reader knows that knows the type.
                    Arrays.fill(metadata, i, metadata.length, UNKNOWN_METADATA);
                    return metadata;
                }
            }
        }
        return metadata;
    }
}
