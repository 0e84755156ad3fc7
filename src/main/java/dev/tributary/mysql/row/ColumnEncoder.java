package dev.tributary.mysql.row;

import dev.tributary.mapping.Constants;
import dev.tributary.mapping.Dates;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.mapping.ValueEncoder;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.Column;
import dev.tributary.model.TargetColumn;
import dev.tributary.plan.RoutePlan;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One target column: which column of a row is its source, and how the value that the row tells is written. */
final class ColumnEncoder implements ValueSink {

    private static final byte[] NULL = {1};
    private static final byte[] NOT_NULL = {0};

    /** The index of a column that no row has. */
    private static final int NO_SOURCE = -1;

    private final String name;
    private final int source;
    private final boolean nullable;
    private final ValueEncoder encoder;

    /** The RowBinary of a row that does not have the value, or need not carry it. */
    private final byte[] defaultValue;

    private final DatePolicy dates;

    private final RowBinaryWriter out;

    private ColumnEncoder(
            String name, int source, boolean nullable, MappedType type, DatePolicy dates, RowBinaryWriter out) {
        this.name = name;
        this.source = source;
        this.nullable = nullable;
        this.encoder = type.encoder();
        this.defaultValue = nullable ? NULL : type.defaultValue();
        this.dates = dates;
        this.out = out;
    }

    /** @param out where the column's values go */
    static ColumnEncoder of(TargetColumn target, RoutePlan route, RowBinaryWriter out) {
        String type = TypeMapping.withoutNullable(target.type());
        String constant = route.overrides().constants().get(target.name());
        Optional<Column> source = route.sourceOf(target.name());
        try {
            if (constant != null) {
                return fixed(target, constant(constant, type, target.nullable()), out);
            }
            return source.isEmpty() ? fixed(target, NULL, out) : ofSource(source.get(), target, type, route, out);
        } catch (UnsupportedTypeException | UnencodableValueException e) {
            throw new IllegalStateException(
                    "the plan of " + route.source().id() + " holds column '" + target.name()
                            + "', which has no mapping: " + e.getMessage(),
                    e);
        }
    }

    private static ColumnEncoder ofSource(
            Column source, TargetColumn target, String type, RoutePlan route, RowBinaryWriter out)
            throws UnsupportedTypeException, UnencodableValueException {
        // Two choices have the same type in the target.
        String chosen = route.overrides().types().getOrDefault(source.name(), type);
        boolean isText = chosen.equals(TypeMapping.WELL_KNOWN_TEXT);
        MappedType mapped = TypeMapping.mapInto(source.type(), isText ? chosen : type, route.dateTimes());
        DatePolicy dates = DatePolicy.of(source, target, mapped, route);
        int index = route.source().columns().indexOf(source);
        return new ColumnEncoder(source.name(), index, target.nullable(), mapped, dates, out);
    }

    private static byte[] constant(String value, String type, boolean nullable)
            throws UnsupportedTypeException, UnencodableValueException {
        RowBinaryWriter constant = new RowBinaryWriter(64);
        if (nullable) {
            constant.writeRaw(NOT_NULL);
        }
        constant.writeRaw(Constants.encode(value, type));
        return constant.toByteArray();
    }

    private static ColumnEncoder fixed(TargetColumn target, byte[] bytes, RowBinaryWriter out) {
        MappedType type = new MappedType(target.type(), new ValueEncoder("no value of a row") {}, bytes);
        return new ColumnEncoder(target.name(), NO_SOURCE, false, type, DatePolicy.NONE, out);
    }

    /** The source column's name, or the target's own where it has none. */
    String sourceName() {
        return name;
    }

    void encode(SourceRow row) throws UnencodableValueException {
        if (source == NO_SOURCE) {
            out.writeRaw(defaultValue);
        } else {
            row.tell(source, this);
        }
    }

    void writeDefault(RowBinaryWriter tail) {
        tail.writeRaw(defaultValue);
    }

    private void something() {
        if (nullable) {
            out.writeByte(0);
        }
    }

    /** Writes what stands for a date that is none; answers whether there is such a thing, and else leaves it to the encoder. */
    private boolean writesZeroDate() throws UnencodableValueException {
        if (dates.refusesZero()) {
            throw new UnencodableValueException("a date with a zero as its day or month, which zero-dates refuses");
        }
        return writes(dates.zero());
    }

    /** Writes what stands for a date of a year that the target's type does not have, if there is such a thing. */
    private boolean writesBeyond(int year) {
        return writes(year < dates.firstYear() ? dates.before() : dates.behind());
    }

    private boolean writes(byte @Nullable [] standIn) {
        if (standIn == null) {
            return false;
        }
        out.writeRaw(standIn);
        return true;
    }

    @Override
    public void nothing() throws UnencodableValueException {
        if (!nullable) {
            throw new UnencodableValueException("NULL in a column that the plan holds NOT NULL");
        }
        out.writeRaw(NULL);
    }

    @Override
    public void whole(long value) throws UnencodableValueException {
        something();
        encoder.whole(value, out);
    }

    @Override
    public void unsigned(long bits) throws UnencodableValueException {
        something();
        encoder.unsigned(bits, out);
    }

    @Override
    public void decimal(long unscaled, int scale) throws UnencodableValueException {
        something();
        encoder.decimal(unscaled, scale, out);
    }

    @Override
    public void decimal(BigDecimal value) throws UnencodableValueException {
        something();
        encoder.decimal(value, out);
    }

    @Override
    public void single(float value) throws UnencodableValueException {
        something();
        encoder.single(value, out);
    }

    @Override
    public void real(double value) throws UnencodableValueException {
        something();
        encoder.real(value, out);
    }

    @Override
    public void text(byte[] utf8, int from, int length) throws UnencodableValueException {
        something();
        encoder.text(utf8, from, length, out);
    }

    @Override
    public void text(String text) throws UnencodableValueException {
        something();
        encoder.text(text, out);
    }

    @Override
    public void bytes(byte[] bytes, int from, int length) throws UnencodableValueException {
        something();
        encoder.bytes(bytes, from, length, out);
    }

    @Override
    public void date(int year, int month, int day) throws UnencodableValueException {
        if (Dates.isNoDate(month, day) ? writesZeroDate() : dates.isBeyond(year) && writesBeyond(year)) {
            return;
        }
        something();
        encoder.date(year, month, day, out);
    }

    @Override
    public void dateTime(int year, int month, int day, int hour, int minute, int second, int micros)
            throws UnencodableValueException {
        if (Dates.isNoDate(month, day) ? writesZeroDate() : dates.isBeyond(year) && writesBeyond(year)) {
            return;
        }
        something();
        encoder.dateTime(year, month, day, hour, minute, second, micros, out);
    }

    @Override
    public void timestamp(long epochSecond, int micros) throws UnencodableValueException {
        if (Dates.isNoTimestamp(epochSecond, micros) && writesZeroDate()) {
            return;
        }
        something();
        encoder.timestamp(epochSecond, micros, out);
    }

    @Override
    public void time(long micros) throws UnencodableValueException {
        something();
        encoder.time(micros, out);
    }

    @Override
    public void member(int number) throws UnencodableValueException {
        something();
        encoder.member(number, out);
    }

    @Override
    public void members(long bits) throws UnencodableValueException {
        something();
        encoder.members(bits, out);
    }

    @Override
    public void document(String json) throws UnencodableValueException {
        something();
        encoder.document(json, out);
    }

    @Override
    public void geometry(byte[] bytes, int from, int length) throws UnencodableValueException {
        something();
        encoder.geometry(bytes, from, length, out);
    }
}
