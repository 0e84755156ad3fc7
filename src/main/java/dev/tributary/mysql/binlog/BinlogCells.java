package dev.tributary.mysql.binlog;

import dev.tributary.mapping.EncodedText;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.model.Column;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The formats in which row images hold the types, as MySQL's sources define them ({@code
 * log_event_field_type_to_string} and the fields' {@code pack}) and MariaDB's, which are the same but for compressed
 * columns.
 */
final class BinlogCells {

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> SPATIAL = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");

    /** Which types a code stands for. MariaDB's JSON is a LONGTEXT. */
    private static final Map<Integer, Set<String>> TYPES = Map.ofEntries(
            Map.entry(TypeCodes.TINYINT, Set.of("tinyint")),
            Map.entry(TypeCodes.SMALLINT, Set.of("smallint")),
            Map.entry(TypeCodes.MEDIUMINT, Set.of("mediumint")),
            Map.entry(TypeCodes.INT, Set.of("int", "integer")),
            Map.entry(TypeCodes.BIGINT, Set.of("bigint")),
            Map.entry(TypeCodes.FLOAT, Set.of("float")),
            Map.entry(TypeCodes.DOUBLE, Set.of("double", "real")),
            Map.entry(TypeCodes.DECIMAL, Set.of("decimal", "numeric")),
            Map.entry(TypeCodes.BIT, Set.of("bit")),
            Map.entry(TypeCodes.YEAR, Set.of("year")),
            Map.entry(TypeCodes.DATE, Set.of("date")),
            Map.entry(TypeCodes.NEWDATE, Set.of("date")),
            Map.entry(TypeCodes.TIME, Set.of("time")),
            Map.entry(TypeCodes.TIME_2, Set.of("time")),
            Map.entry(TypeCodes.DATETIME, Set.of("datetime")),
            Map.entry(TypeCodes.DATETIME_2, Set.of("datetime")),
            Map.entry(TypeCodes.TIMESTAMP, Set.of("timestamp")),
            Map.entry(TypeCodes.TIMESTAMP_2, Set.of("timestamp")),
            Map.entry(TypeCodes.ENUM, Set.of("enum")),
            Map.entry(TypeCodes.SET, Set.of("set")),
            Map.entry(TypeCodes.STRING, Set.of("char", "binary")),
            Map.entry(TypeCodes.VARCHAR, Set.of("varchar", "varbinary")),
            Map.entry(TypeCodes.VAR_STRING, Set.of("varchar", "varbinary")),
            Map.entry(
                    TypeCodes.BLOB,
                    Set.of(
                            "tinytext",
                            "text",
                            "mediumtext",
                            "longtext",
                            "tinyblob",
                            "blob",
                            "mediumblob",
                            "longblob",
                            "json")),
            Map.entry(TypeCodes.JSON, Set.of("json")),
            Map.entry(TypeCodes.GEOMETRY, SPATIAL));

    private static final Set<String> KNOWN =
            TYPES.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private BinlogCells() {}

    /**
     * @param code of the TABLE_MAP event, as an unsigned byte
     * @param metadata as {@link TableMap#metadata} has it
     * @throws IllegalArgumentException where a format is not known, or is not that of the column's type
     */
    static CellFormat of(int code, int metadata, Column column) {
        int real = code == TypeCodes.STRING ? TypeCodes.realType(metadata) : plain(code);
        String type = column.type().name();
        Set<String> expected = TYPES.getOrDefault(real, KNOWN);
        if (KNOWN.contains(type) && !expected.contains(type)) {
            throw new IllegalArgumentException(
                    "it has the type code " + real + ", which is not that of " + column.type());
        }
        CellFormat format = format(real, metadata, column);
        if (expected.contains(type)) {
            return format;
        }
        // A type that no target takes: its values are passed over.
        return new CellFormat(format.width(), (bytes, from, length, sink) -> {
            throw new UnencodableValueException("a value of the type " + column.type() + ", which is not read");
        });
    }

    private static int plain(int code) {
        return switch (code) {
            case TypeCodes.TINY_BLOB, TypeCodes.MEDIUM_BLOB, TypeCodes.LONG_BLOB -> TypeCodes.BLOB;
            default -> code;
        };
    }

    private static CellFormat format(int code, int metadata, Column column) {
        boolean unsigned = column.type().unsigned();
        return switch (code) {
            case TypeCodes.TINYINT -> NumberCells.int8(unsigned);
            case TypeCodes.SMALLINT -> NumberCells.int16(unsigned);
            case TypeCodes.MEDIUMINT -> NumberCells.int24(unsigned);
            case TypeCodes.INT -> NumberCells.int32(unsigned);
            case TypeCodes.BIGINT -> NumberCells.int64(unsigned);
            case TypeCodes.FLOAT -> NumberCells.single();
            case TypeCodes.DOUBLE -> NumberCells.real();
            case TypeCodes.DECIMAL -> decimal(metadata & 0xFF, metadata >> 8);
            case TypeCodes.BIT -> NumberCells.bits((metadata >> 8) * 8 + (metadata & 0xFF));
            case TypeCodes.YEAR -> CellFormat.ofWidth(1, TemporalCells::year);
            case TypeCodes.DATE, TypeCodes.NEWDATE -> CellFormat.ofWidth(3, TemporalCells::date);
            case TypeCodes.TIME -> withoutFraction(column, CellFormat.ofWidth(3, TemporalCells::oldTime));
            case TypeCodes.DATETIME -> withoutFraction(column, CellFormat.ofWidth(8, TemporalCells::oldDateTime));
            case TypeCodes.TIMESTAMP -> withoutFraction(column, CellFormat.ofWidth(4, TemporalCells::oldTimestamp));
            case TypeCodes.TIME_2 -> TemporalCells.time(metadata);
            case TypeCodes.DATETIME_2 -> TemporalCells.dateTime(metadata);
            case TypeCodes.TIMESTAMP_2 -> TemporalCells.timestamp(metadata);
            case TypeCodes.ENUM -> NumberCells.member(metadata & 0xFF);
            case TypeCodes.SET -> NumberCells.members(metadata & 0xFF);
            case TypeCodes.STRING ->
                CellFormat.behindLength(TypeCodes.stringLength(metadata) < 256 ? 1 : 2, characters(column));
            case TypeCodes.VARCHAR, TypeCodes.VAR_STRING ->
                CellFormat.behindLength(metadata < 256 ? 1 : 2, characters(column));
            case TypeCodes.BLOB -> CellFormat.behindLength(metadata, characters(column));
            case TypeCodes.JSON ->
                CellFormat.behindLength(
                        metadata, (bytes, from, length, sink) -> sink.document(JsonCells.text(bytes, from, length)));
            case TypeCodes.GEOMETRY ->
                CellFormat.behindLength(metadata, (bytes, from, length, sink) -> sink.geometry(bytes, from, length));
            case TypeCodes.VECTOR ->
                CellFormat.behindLength(metadata, (bytes, from, length, sink) -> sink.bytes(bytes, from, length));
            default ->
                throw new IllegalArgumentException("it has the type code " + code + ", whose values are not read");
        };
    }

    private static CellFormat decimal(int precision, int scale) {
        DecimalCell cell = new DecimalCell(precision, scale);
        return CellFormat.ofWidth(cell.width(), cell);
    }

    /** MariaDB's old formats have more bytes where the type has a fraction, and the event does not say so. */
    private static CellFormat withoutFraction(Column column, CellFormat format) {
        if (column.type().argument(0, 0) > 0) {
            throw new IllegalArgumentException("it is a " + column.type() + " in MariaDB's old format; set"
                    + " mysql56_temporal_format=ON and rebuild the table");
        }
        return format;
    }

    private static Cell characters(Column column) {
        String type = column.type().name();
        if (type.equals("json")) {
            return (bytes, from, length, sink) ->
                    sink.document(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
        if (TEXTS.contains(type)) {
            EncodedText text = EncodedText.in(column.characterSet());
            return text::tell;
        }
        return (bytes, from, length, sink) -> sink.bytes(bytes, from, length);
    }
}
