package dev.tributary.mapping;

import dev.tributary.model.MySqlType;

/** The one table of types: which ClickHouse type holds a MySQL type exactly, and how its values are encoded. */
public final class TypeMapping {

    private TypeMapping() {}

    /** Maps a type without regard to null; see {@link #columnType}. */
    public static MappedType map(MySqlType type) throws UnsupportedTypeException {
        throw new UnsupportedTypeException(type.toString());
    }

    /** The full type of a target column: {@code Nullable(T)}, and for a LowCardinality {@code LowCardinality(Nullable(T))}. */
    public static String columnType(MappedType type, boolean nullable) {
        String name = type.clickHouseType();
        if (!nullable) {
            return name;
        }
        return name.startsWith("LowCardinality(")
                ? "LowCardinality(Nullable(" + name.substring("LowCardinality(".length(), name.length() - 1) + "))"
                : "Nullable(" + name + ")";
    }
}
