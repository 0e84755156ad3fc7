package dev.tributary.mysql;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.mysql.row.SourceRow;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;

/** A row of the change source, which holds its values as objects of Java. */
final class ObjectValues implements SourceRow {

    private final Struct row;
    private final List<Column> columns;

    /** @param columns those of the row, in its order */
    ObjectValues(Struct row, List<Column> columns) {
        this.row = row;
        this.columns = columns;
    }

    @Override
    public void tell(int column, ValueSink sink) throws UnencodableValueException {
        // Not get(): it answers the column's default for a NULL.
        Object value = row.getWithoutDefault(columns.get(column).name());
        if (value == null) {
            sink.nothing();
        } else {
            tell(columns.get(column).type(), value, sink);
        }
    }

    private static void tell(MySqlType type, Object value, ValueSink sink) throws UnencodableValueException {
        if (value instanceof Struct spatial) {
            geometry(spatial, sink);
            return;
        }
        switch (type.name()) {
            case "bit" -> sink.unsigned(value instanceof Boolean flag ? flag ? 1 : 0 : littleEndian(bytes(value)));
            case "decimal" -> sink.decimal((BigDecimal) value);
            case "float" -> sink.single(((Number) value).floatValue());
            case "double" -> sink.real(((Number) value).doubleValue());
            case "date" -> OddDates.tell(((Number) value).longValue(), sink);
            case "datetime" -> dateTime(((Number) value).longValue(), type.argument(0, 0) <= 3 ? 1_000 : 1, sink);
            case "timestamp" -> {
                OffsetDateTime time = OffsetDateTime.parse((String) value);
                sink.timestamp(time.toEpochSecond(), time.getNano() / 1_000);
            }
            case "time" -> sink.time(OddTimes.micros(((Number) value).longValue()));
            case "year" -> {
                int year = ((Number) value).intValue();
                sink.whole(year == OddDates.YEAR_ZERO ? 0 : year);
            }
            case "json" -> sink.document((String) value);
            case "enum" -> sink.text(member((String) value, type));
            case "set" ->
                sink.text(Arrays.stream(((String) value).split(",", -1))
                        .map(member -> member(member, type))
                        .collect(Collectors.joining(",")));
            default -> {
                if (value instanceof BigDecimal decimal) {
                    sink.unsigned(decimal.toBigInteger().longValue());
                } else if (value instanceof Boolean flag) {
                    sink.whole(flag ? 1 : 0);
                } else if (value instanceof Number number) {
                    sink.whole(number.longValue());
                } else if (value instanceof String text) {
                    sink.text(text);
                } else {
                    byte[] bytes = bytes(value);
                    sink.bytes(bytes, 0, bytes.length);
                }
            }
        }
    }

    private static void dateTime(long ticks, int microsPerTick, ValueSink sink) throws UnencodableValueException {
        long perSecond = 1_000_000 / microsPerTick;
        OddDates.tell(Math.floorDiv(ticks, perSecond), (int) Math.floorMod(ticks, perSecond) * microsPerTick, sink);
    }

    private static void geometry(Struct spatial, ValueSink sink) throws UnencodableValueException {
        Integer srid = spatial.getInt32("srid");
        byte[] wkb = spatial.getBytes("wkb");
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(srid == null ? 0 : srid)
                .put(wkb)
                .array();
        sink.geometry(bytes, 0, bytes.length);
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static long littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    /** From the binlog a member comes in the form in which the change source's parser keeps it. */
    private static String member(String text, MySqlType type) {
        return type.arguments().contains(text)
                ? text
                : type.arguments().stream()
                        .filter(member -> inBinlog(member).equals(text))
                        .findFirst()
                        .orElse(text);
    }

    /** What the change source's parser makes of a member in MySQL's own CREATE TABLE. */
    private static String inBinlog(String member) {
        return member.replace("\\", "\\\\")
                .replace("\0", "\\0")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("'", "''")
                .replace(",", "\\,")
                .replace("\\'", "'")
                .replace("''", "'");
    }
}
