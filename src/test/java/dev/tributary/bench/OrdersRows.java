package dev.tributary.bench;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.binlog.RowImage;
import dev.tributary.mysql.binlog.TableMap;
import dev.tributary.mysql.row.RouteEncoder;
import dev.tributary.mysql.snapshot.TextPackets;
import dev.tributary.mysql.snapshot.TextRow;
import dev.tributary.plan.RoutePlan;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@link OrdersTable} in the two forms in which a server sends them, without a server: what the benchmarks
 * work on.
 */
public final class OrdersRows {

    private static final DateTimeFormatter WHOLE_SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private static final List<Column> COLUMNS = List.of(
            column("id", "bigint", false),
            column("customer_id", "int", false),
            column("status", "varchar(16)", false),
            column("amount", "decimal(12,2)", false),
            column("quantity", "smallint", false),
            column("revision", "int unsigned", false),
            column("weight", "double", true),
            column("remark", "varchar(120)", true),
            column("created_at", "datetime(3)", false),
            column("updated_at", "timestamp", false));

    private static final byte[] TYPES = {8, 3, 15, (byte) 246, 2, 3, 5, 15, 18, 17};
    private static final int[] METADATA = {0, 0, 64, 2 << 8 | 12, 0, 0, 8, 480, 3, 0};

    private OrdersRows() {}

    private static Column column(String name, String type, boolean nullable) {
        return new Column(name, MySqlType.parse(type), nullable);
    }

    public static RouteEncoder encoder() {
        TableId source = new TableId(OrdersTable.DATABASE, OrdersTable.NAME);
        List<TargetColumn> columns = new ArrayList<>();
        columns.add(new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"));
        COLUMNS.forEach(column -> columns.add(new TargetColumn(column.name(), targetType(column))));
        RoutePlan route = new RoutePlan(
                "bench",
                new TableSchema(source, COLUMNS, List.of("id"), List.of()),
                new TargetSchema(source, columns, 2));
        return new RouteEncoder(route, UnencodablePolicy.FAIL, new DeadLetters.Box(0, ""));
    }

    private static String targetType(Column column) {
        try {
            return TypeMapping.columnType(TypeMapping.map(column.type()), column.nullable());
        } catch (UnsupportedTypeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row of the binlog. */
    public static RowImage image() {
        TableMap form = new TableMap(
                1, OrdersTable.DATABASE, OrdersTable.NAME, TYPES, METADATA, new BitSet(), null, null, null);
        return new RowImage(form, COLUMNS);
    }

    /** A row of a snapshot. */
    public static TextRow text() {
        return new TextRow(COLUMNS);
    }

    /** Updates of rows with the ids 0 to count − 1: an image before each and one after, without a gap. */
    public static byte[] updates(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int id = 0; id < count; id++) {
            new Row(id, 0).writeImage(out);
            new Row(id, 1).writeImage(out);
        }
        return out.toByteArray();
    }

    /** Rows with the ids 0 to count − 1 as a snapshot has them. */
    public static List<byte[]> snapshot(int count) {
        List<byte[]> rows = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            rows.add(new Row(id, 0).texts());
        }
        return rows;
    }

    /** The updates, encoded. */
    public static List<RowChange> changes(int count) {
        byte[] bytes = updates(count);
        List<RowChange> changes = new ArrayList<>();
        RouteEncoder encoder = encoder();
        RowImage before = image();
        RowImage after = image();
        for (int at = 0, i = 0; at < bytes.length; i++) {
            at = after.read(bytes, before.read(bytes, at));
            encoder.update(before, after, 4_711L + 100L * i, 1_700_000_000_000L + i, changes::add);
        }
        return changes;
    }

    private record Row(int id, long revision) {

        int customer() {
            return id * 7 % 100_003;
        }

        String status() {
            return id % 2 == 0 ? "sent" : "returned";
        }

        long cents() {
            return id * 31L % 1_000_000;
        }

        @Nullable
        Double weight() {
            return id % 10 == 0 ? null : Double.valueOf(id / 7.0);
        }

        @Nullable
        String remark() {
            return id % 4 == 0 ? null : "Order " + id + ", " + "x".repeat(id % 40);
        }

        LocalDateTime created() {
            return LocalDateTime.of(2024, 1, 1, 0, 0, 0, 125_000_000).plusSeconds(id);
        }

        LocalDateTime updated() {
            return LocalDateTime.of(2024, 6, 1, 0, 0).plusSeconds(id);
        }

        void writeImage(ByteArrayOutputStream out) {
            Double weight = weight();
            String remark = remark();
            out.write((weight == null ? 1 << 6 : 0) | (remark == null ? 1 << 7 : 0));
            out.write(0xFC);
            littleEndian(id, 8, out);
            littleEndian(customer(), 4, out);
            text(status(), 1, out);
            // Ten digits before the point: one byte for the first, four for the others; one byte for two digits behind
            // it.
            out.write(0x80);
            bigEndian(cents() / 100, 4, out);
            out.write((int) (cents() % 100));
            littleEndian(id % 100, 2, out);
            littleEndian(revision, 4, out);
            if (weight != null) {
                littleEndian(Double.doubleToRawLongBits(weight), 8, out);
            }
            if (remark != null) {
                text(remark, 2, out);
            }
            LocalDateTime created = created();
            long month = created.getYear() * 13L + created.getMonthValue();
            long clock = created.getHour() << 12 | created.getMinute() << 6 | created.getSecond();
            bigEndian(((month << 5 | created.getDayOfMonth()) << 17 | clock) + (1L << 39), 5, out);
            bigEndian(1_250, 2, out);
            bigEndian(updated().toEpochSecond(ZoneOffset.UTC), 4, out);
        }

        byte[] texts() {
            Double weight = weight();
            String remark = remark();
            return TextPackets.of(
                    ascii(Integer.toString(id)),
                    ascii(Integer.toString(customer())),
                    ascii(status()),
                    ascii(BigDecimal.valueOf(cents(), 2).toPlainString()),
                    ascii(Integer.toString(id % 100)),
                    ascii(Long.toString(revision)),
                    weight == null ? null : ascii(weight.toString()),
                    remark == null ? null : ascii(remark),
                    ascii(MILLIS.format(created())),
                    ascii(WHOLE_SECONDS.format(updated())));
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        private static void text(String text, int lengthBytes, ByteArrayOutputStream out) {
            littleEndian(text.length(), lengthBytes, out);
            out.writeBytes(ascii(text));
        }

        private static void littleEndian(long value, int width, ByteArrayOutputStream out) {
            for (int shift = 0; shift < 8 * width; shift += 8) {
                out.write((int) (value >>> shift));
            }
        }

        private static void bigEndian(long value, int width, ByteArrayOutputStream out) {
            for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
                out.write((int) (value >>> shift));
            }
        }
    }
}
