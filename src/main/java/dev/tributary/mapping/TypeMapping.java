package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.util.Set;

/**
 * The one table of types: which ClickHouse type holds a MySQL type exactly, and how its values are encoded.
 *
 * <p>Which method of the encoder takes a type's values is said by {@link ValueSink}: whole numbers as {@code whole},
 * those of an unsigned bigint and of a bit field as {@code unsigned}, members of enums and sets by number or as text.
 */
public final class TypeMapping {

    /** Chosen for a spatial column, a String that holds well-known text. */
    public static final String WELL_KNOWN_TEXT = "WKT";

    private static final int MAX_DECIMAL_DIGITS = 76;
    private static final Set<String> TEMPORAL = Set.of("date", "datetime", "timestamp", "time");
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

    private TypeMapping() {}

    /** Maps a type without regard to null; see {@link #columnType}. */
    public static MappedType map(MySqlType type) throws UnsupportedTypeException {
        if (isSpatial(type)) {
            return variableWidth("String", Geometry.binary());
        }
        return switch (type.name()) {
            case "tinyint" -> wholeNumber(8, type);
            case "smallint" -> wholeNumber(16, type);
            case "mediumint", "int", "integer" -> wholeNumber(32, type);
            case "bigint" -> wholeNumber(64, type);
            case "decimal", "numeric" -> decimal(type.argument(0, 10), type.argument(1, 0));
            case "float" -> fixedWidth("Float32", NumberEncoders.ofSinglePrecision(), 4);
            case "double", "real" -> fixedWidth("Float64", NumberEncoders.ofDoublePrecision(), 8);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                variableWidth("String", TextEncoders.text());
            case "enum" -> variableWidth("LowCardinality(String)", MemberEncoders.enumeration(type));
            case "set" -> variableWidth("String", MemberEncoders.set(type));
            case "json" -> variableWidth("String", TextEncoders.json());
            case "binary" -> variableWidth("String", TextEncoders.paddedBytes(type.argument(0, 1)));
            case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                variableWidth("String", TextEncoders.bytes());
            case "date" -> fixedWidth("Date32", TemporalEncoders.date(), 4);
            case "datetime" -> dateTime(type.argument(0, 0));
            case "timestamp" -> timestamp(type.argument(0, 0));
            case "time" -> time(type.argument(0, 0));
            case "bit" -> bits(type.argument(0, 1));
            case "year" -> fixedWidth("UInt16", NumberEncoders.unsigned(16), 2);
            default ->
                throw new UnsupportedTypeException("MySQL type " + type
                        + " is not supported yet: exclude the table, or replicate it from a table without the column");
        };
    }

    /**
     * Maps a type into a ClickHouse type that was chosen for it, or into the usual one.
     *
     * @param chosen without Nullable, as ClickHouse spells it; or {@link #WELL_KNOWN_TEXT}
     */
    public static MappedType mapInto(MySqlType type, String chosen) throws UnsupportedTypeException {
        MappedType usual = map(type);
        if (usual.clickHouseType().equals(chosen)) {
            return usual;
        }
        MappedType other = ChosenTypes.find(type, usual, chosen);
        if (other == null) {
            throw new UnsupportedTypeException("MySQL type " + type + " cannot be written as " + chosen
                    + ": it becomes " + usual.clickHouseType() + ChosenTypes.alternatives(type, usual));
        }
        return other;
    }

    /**
     * Like {@link #mapInto(MySqlType, String)}, for a server whose DateTime64 can have other years than usual.
     *
     * @param dateTimes the years of its DateTime64
     */
    public static MappedType mapInto(MySqlType type, String chosen, DateRange dateTimes)
            throws UnsupportedTypeException {
        MappedType mapped = mapInto(type, chosen);
        return type.name().equals("datetime") && mapped.clickHouseType().startsWith("DateTime64(")
                ? new MappedType(
                        mapped.clickHouseType(),
                        TemporalEncoders.dateTime(type.argument(0, 0), dateTimes),
                        mapped.defaultValue())
                : mapped;
    }

    /** Whether a type of ClickHouse's can stand in a Nullable. */
    public static boolean canBeNull(String clickHouseType) {
        return !clickHouseType.startsWith("Array(") && !clickHouseType.equals("Point");
    }

    /** Whether a column of the MySQL type is kept in the target as MySQL prints it, in a String. */
    public static boolean isPrinted(MySqlType type, String columnType) {
        return isTemporal(type) && isString(withoutNullable(columnType));
    }

    private static boolean isString(String type) {
        return type.equals("String") || type.equals("LowCardinality(String)");
    }

    /** Whether values of the type are dates, or times of day. */
    static boolean isTemporal(MySqlType type) {
        return TEMPORAL.contains(type.name());
    }

    static boolean isSpatial(MySqlType type) {
        return SPATIAL.contains(type.name());
    }

    /** A column's type without Nullable. */
    public static String withoutNullable(String columnType) {
        return columnType.replaceFirst("^(LowCardinality\\()?Nullable\\((.*)\\)$", "$1$2");
    }

    /**
     * The full type of a target column: {@code Nullable(T)}, and for a LowCardinality {@code
     * LowCardinality(Nullable(T))}.
     */
    public static String columnType(MappedType type, boolean nullable) {
        String name = type.clickHouseType();
        if (!nullable) {
            return name;
        }
        return name.startsWith("LowCardinality(")
                ? "LowCardinality(Nullable(" + name.substring("LowCardinality(".length(), name.length() - 1) + "))"
                : "Nullable(" + name + ")";
    }

    private static MappedType wholeNumber(int bits, MySqlType type) {
        return type.unsigned()
                ? fixedWidth("UInt" + bits, NumberEncoders.unsigned(bits), bits / 8)
                : fixedWidth("Int" + bits, NumberEncoders.signed(bits), bits / 8);
    }

    static MappedType decimal(int precision, int scale) throws UnsupportedTypeException {
        if (precision < 1 || precision > MAX_DECIMAL_DIGITS || scale > precision) {
            throw new UnsupportedTypeException("decimal(" + precision + "," + scale
                    + ") does not fit ClickHouse's Decimal," + " which holds 1 to " + MAX_DECIMAL_DIGITS + " digits");
        }
        String name = "Decimal(" + precision + ", " + scale + ")";
        return fixedWidth(name, new DecimalEncoder(precision, scale), DecimalEncoder.width(precision));
    }

    /** The smallest whole number that has so many bits. */
    private static MappedType bits(int count) {
        int bits = Math.max(8, Integer.highestOneBit(2 * count - 1));
        return fixedWidth("UInt" + bits, NumberEncoders.unsigned(bits), bits / 8);
    }

    private static MappedType dateTime(int digits) {
        return fixedWidth("DateTime64(" + digits + ", 'UTC')", TemporalEncoders.dateTime(digits), 8);
    }

    private static MappedType timestamp(int digits) {
        return fixedWidth("DateTime64(" + digits + ", 'UTC')", TemporalEncoders.timestamp(digits), 8);
    }

    private static MappedType time(int digits) {
        return fixedWidth("Time64(" + digits + ")", TemporalEncoders.time(digits), 8);
    }

    /** A type whose default is the given number of zero bytes. */
    static MappedType fixedWidth(String clickHouseType, ValueEncoder encoder, int width) {
        return new MappedType(clickHouseType, encoder, new byte[width]);
    }

    /** A type of strings: its default is the empty one, a single byte of length. */
    static MappedType variableWidth(String clickHouseType, ValueEncoder encoder) {
        return new MappedType(clickHouseType, encoder, new byte[1]);
    }
}
