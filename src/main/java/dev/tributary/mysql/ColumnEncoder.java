package dev.tributary.mysql;

import dev.tributary.mapping.Constants;
import dev.tributary.mapping.Geometry;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.MappedType.Absence;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.mapping.ValueEncoder;
import dev.tributary.mapping.ZeroDates;
import dev.tributary.model.Column;
import dev.tributary.model.TargetColumn;
import dev.tributary.plan.RoutePlan;
import java.util.Optional;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One target column: where its value comes from and how it is written. */
final class ColumnEncoder {

    private static final byte[] NULL = {1};
    private static final byte[] NOT_NULL = {0};

    private final String name;
    private final boolean nullable;
    private final ValueEncoder encoder;
    private final Absence absence;
    private final byte[] defaultValue;

    /** Whether values that are none are refused in every case. */
    private final boolean refusesAbsent;

    /** What stands for values that are none; null where nothing does. */
    private final byte @Nullable [] replacement;

    /** What is written whatever the row has; null where the value comes from the row. */
    private final byte @Nullable [] fixed;

    private ColumnEncoder(
            String name,
            boolean nullable,
            MappedType type,
            boolean refusesAbsent,
            byte @Nullable [] replacement,
            byte @Nullable [] fixed) {
        this.name = name;
        this.nullable = nullable;
        this.encoder = type.encoder();
        this.absence = type.absence();
        this.defaultValue = type.defaultValue();
        this.refusesAbsent = refusesAbsent;
        this.replacement = replacement;
        this.fixed = fixed;
    }

    static ColumnEncoder of(TargetColumn target, RoutePlan route) {
        String type = TypeMapping.withoutNullable(target.type());
        String constant = route.overrides().constants().get(target.name());
        Optional<Column> source = route.sourceOf(target.name());
        try {
            if (constant != null) {
                return fixed(target, constant(constant, type, target.nullable()));
            }
            return source.isEmpty() ? fixed(target, NULL) : ofSource(source.get(), target, type, route);
        } catch (UnsupportedTypeException | UnencodableValueException e) {
            throw new IllegalStateException(
                    "the plan of " + route.source().id() + " holds column '" + target.name()
                            + "', which has no mapping: " + e.getMessage(),
                    e);
        }
    }

    private static ColumnEncoder ofSource(Column source, TargetColumn target, String type, RoutePlan route)
            throws UnsupportedTypeException, UnencodableValueException {
        // Two choices have the same type in the target.
        String chosen = route.overrides().types().getOrDefault(source.name(), type);
        boolean isText = chosen.equals(TypeMapping.WELL_KNOWN_TEXT);
        MappedType mapped = TypeMapping.mapInto(source.type(), isText ? chosen : type);
        String zeroDates = route.overrides().zeroDates().get(source.name());
        return new ColumnEncoder(
                source.name(),
                target.nullable(),
                mapped,
                ZeroDates.REFUSE.equals(zeroDates),
                ZeroDates.replacement(zeroDates, source.type(), mapped),
                null);
    }

    private static byte[] constant(String value, String type, boolean nullable)
            throws UnsupportedTypeException, UnencodableValueException {
        RowBinaryWriter out = new RowBinaryWriter(64);
        if (nullable) {
            out.writeRaw(NOT_NULL);
        }
        out.writeRaw(Constants.encode(value, type));
        return out.toByteArray();
    }

    private static ColumnEncoder fixed(TargetColumn target, byte[] bytes) {
        MappedType type = new MappedType(target.type(), (value, out) -> {}, Absence.NEVER, bytes);
        return new ColumnEncoder(target.name(), false, type, false, null, bytes);
    }

    /** The source column's name, or the target's own where it has none. */
    String sourceName() {
        return name;
    }

    void encode(Struct row, RowBinaryWriter out) throws UnencodableValueException {
        if (fixed != null) {
            out.writeRaw(fixed);
            return;
        }
        // Not get(): it answers the column's default for a NULL.
        Object value = unwrap(row.getWithoutDefault(name));
        boolean absent = value != null && absence.isAbsent(value);
        if (absent && refusesAbsent) {
            throw new UnencodableValueException("a date with a zero as its day or month, which zero-dates refuses");
        }
        if (absent && nullable && replacement == null) {
            value = null;
        }
        if (nullable) {
            out.writeByte(value == null ? 1 : 0);
        }
        if (absent && replacement != null) {
            out.writeRaw(replacement);
        } else if (value != null) {
            encoder.encode(value, out);
        } else if (!nullable) {
            throw new UnencodableValueException("NULL in a column that the plan holds NOT NULL");
        }
    }

    /** A spatial value comes as a struct of its own. */
    private static @Nullable Object unwrap(@Nullable Object value) {
        if (!(value instanceof Struct spatial)) {
            return value;
        }
        Integer srid = spatial.getInt32("srid");
        return new Geometry(srid == null ? 0 : srid, spatial.getBytes("wkb"));
    }

    void writeDefault(RowBinaryWriter out) {
        if (nullable) {
            out.writeByte(1);
        } else {
            out.writeRaw(defaultValue);
        }
    }
}
