package dev.tributary.mysql.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.OrdersRows;
import dev.tributary.mapping.EncodingSink;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowChange;
import dev.tributary.mysql.binlog.Images;
import dev.tributary.mysql.binlog.RowImage;
import dev.tributary.mysql.snapshot.TextPackets;
import dev.tributary.mysql.snapshot.TextRow;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random values, written in both forms in which MySQL sends them by code that is not that of the readers, become the
 * same bytes.
 */
class BothRoadsTest {

    private static final int VALUES = 500;

    /** A value in both forms. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(byte[] binlog, byte[] text) {
        Sent(byte[] binlog, String text) {
            this(binlog, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    interface Generator {
        Sent next(Random random);
    }

    record Form(String type, int code, int metadata, Generator values) {
        @Override
        public String toString() {
            return type;
        }
    }

    static Stream<Form> forms() {
        return Stream.of(
                whole("tinyint", 1, 1, false),
                whole("tinyint unsigned", 1, 1, true),
                whole("smallint", 2, 2, false),
                whole("mediumint", 9, 3, false),
                whole("mediumint unsigned", 9, 3, true),
                whole("int", 3, 4, false),
                whole("int unsigned", 3, 4, true),
                whole("bigint", 8, 8, false),
                whole("bigint unsigned", 8, 8, true),
                decimal(1, 0),
                decimal(9, 9),
                decimal(12, 2),
                decimal(18, 4),
                decimal(19, 10),
                decimal(38, 0),
                decimal(65, 30),
                decimal(30, 30),
                new Form("double", 5, 8, BothRoadsTest::real),
                new Form("float", 4, 4, BothRoadsTest::single),
                bits(1, 1),
                bits(13, (1 << 8) + 5),
                bits(64, 8 << 8),
                new Form("date", 10, 0, BothRoadsTest::date),
                dateTime("datetime", 18, 0),
                dateTime("datetime", 18, 1),
                dateTime("datetime", 18, 3),
                dateTime("datetime", 18, 6),
                dateTime("timestamp", 17, 0),
                dateTime("timestamp", 17, 2),
                dateTime("timestamp", 17, 5),
                time(0),
                time(1),
                time(4),
                time(6),
                new Form("varchar(300)", 15, 1_200, random -> {
                    byte[] utf8 = text(random, 300);
                    return new Sent(behindLength(utf8, 2), utf8);
                }),
                new Form("enum('a','ü','it''s')", 254, 0xF701, random -> {
                    int number = random.nextInt(4);
                    return new Sent(
                            new byte[] {(byte) number},
                            List.of("", "a", "ü", "it's").get(number));
                }),
                new Form("set('a','ü')", 254, 0xF801, random -> {
                    int bits = random.nextInt(4);
                    return new Sent(
                            new byte[] {(byte) bits},
                            List.of("", "a", "ü", "a,ü").get(bits));
                }),
                new Form("binary(20)", 254, 0xFE14, BothRoadsTest::padded),
                new Form("json", 245, 4, random -> {
                    long number = random.nextLong();
                    byte[] document = ByteBuffer.allocate(9)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put((byte) 9)
                            .putLong(number)
                            .array();
                    return new Sent(behindLength(document, 4), Long.toString(number));
                }));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void valueIsTheSameFromBothRoads(Form form) throws Exception {
        Random random = new Random(form.type().hashCode());
        RowImage image =
                new Images().with(form.type(), form.code(), form.metadata()).image();
        MySqlType type = MySqlType.parse(form.type());
        TextRow row = new TextRow(List.of(new Column("c0", type, true)));
        MappedType mapped = TypeMapping.map(type);
        for (int i = 0; i < VALUES; i++) {
            Sent sent = form.values().next(random);
            byte[] bytes = concat(new byte[] {(byte) 0xFE}, sent.binlog());
            assertThat(image.read(bytes, 0)).isEqualTo(bytes.length);
            row.read(TextPackets.of(sent.text()));

            assertThat(encoded(image, mapped))
                    .as("%s", new String(sent.text(), StandardCharsets.UTF_8))
                    .isEqualTo(encoded(row, mapped));
        }
    }

    static Stream<Form> moments() {
        return forms().filter(form -> form.type().matches("(date|datetime|timestamp|time)(\\(\\d\\))?"));
    }

    /** In a String a date or time is the very text that the server sends for a snapshot. */
    @ParameterizedTest
    @MethodSource("moments")
    void printedValueIsTheServersTextFromBothRoads(Form form) throws Exception {
        Random random = new Random(form.type().hashCode());
        RowImage image =
                new Images().with(form.type(), form.code(), form.metadata()).image();
        MySqlType type = MySqlType.parse(form.type());
        TextRow row = new TextRow(List.of(new Column("c0", type, true)));
        MappedType printed = TypeMapping.mapInto(type, "String");
        for (int i = 0; i < VALUES; i++) {
            Sent sent = form.values().next(random);
            image.read(concat(new byte[] {(byte) 0xFE}, sent.binlog()), 0);
            row.read(TextPackets.of(sent.text()));
            byte[] expected = concat(new byte[] {(byte) sent.text().length}, sent.text());

            assertThat(encoded(image, printed)).isEqualTo(expected);
            assertThat(encoded(row, printed)).isEqualTo(expected);
        }
    }

    /** The rows that the benchmarks work on, whose two forms are made by different code as well. */
    @Test
    void wholeRowIsTheSameFromBothRoads() {
        List<RowChange> binlog = OrdersRows.changes(200);
        List<RowChange> snapshot = new ArrayList<>();
        TextRow text = OrdersRows.text();
        for (byte[] row : OrdersRows.snapshot(200)) {
            text.read(row);
            OrdersRows.encoder().snapshot(text, 0, snapshot::add);
        }
        assertThat(binlog).hasSize(200);
        for (int i = 0; i < 200; i++) {
            byte[] expected = withRevision(snapshot.get(i).row(), binlog.get(i).row());
            assertThat(binlog.get(i).row()).as("row %d", i).isEqualTo(expected);
        }
    }

    /** The row of the snapshot with what differs: the revision, and the version behind the columns. */
    private static byte[] withRevision(byte[] row, byte[] other) {
        byte[] changed = row.clone();
        System.arraycopy(other, row.length - 9, changed, row.length - 9, 8);
        int statusLength = row[6 + 8 + 4];
        changed[6 + 8 + 4 + 1 + statusLength + 8 + 2] = 1;
        return changed;
    }

    private static byte[] encoded(SourceRow row, MappedType mapped) throws Exception {
        RowBinaryWriter out = new RowBinaryWriter(16);
        row.tell(0, new EncodingSink(mapped.encoder(), out));
        return out.toByteArray();
    }

    private static Form whole(String type, int code, int width, boolean unsigned) {
        return new Form(type, code, 0, random -> {
            BigInteger bits = new BigInteger(8 * width, random);
            boolean negative = !unsigned && bits.testBit(8 * width - 1);
            BigInteger value = negative ? bits.subtract(BigInteger.ONE.shiftLeft(8 * width)) : bits;
            return new Sent(littleEndian(bits, width), value.toString());
        });
    }

    private static Form decimal(int precision, int scale) {
        return new Form("decimal(" + precision + "," + scale + ")", 246, scale << 8 | precision, random -> {
            BigInteger digits = new BigInteger(220, random).mod(BigInteger.TEN.pow(1 + random.nextInt(precision)));
            BigDecimal value = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
            return new Sent(binary(value, precision, scale), value.toPlainString());
        });
    }

    /** Digits on both sides of the point in groups of nine, each as a number of as many bytes as its digits need. */
    private static byte[] binary(BigDecimal value, int precision, int scale) {
        String digits = value.unscaledValue().abs().toString();
        digits = "0".repeat(precision - digits.length()) + digits;
        String whole = digits.substring(0, precision - scale);
        String fraction = digits.substring(precision - scale);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int first = whole.length() % 9;
        group(whole.substring(0, first), out);
        for (int i = first; i < whole.length(); i += 9) {
            group(whole.substring(i, i + 9), out);
        }
        for (int i = 0; i < fraction.length(); i += 9) {
            group(fraction.substring(i, Math.min(fraction.length(), i + 9)), out);
        }
        byte[] bytes = out.toByteArray();
        bytes[0] ^= (byte) 0x80;
        if (value.signum() < 0) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        return bytes;
    }

    private static void group(String digits, ByteArrayOutputStream out) {
        if (!digits.isEmpty()) {
            int bytes = (digits.length() + 1) / 2 - (digits.length() == 9 ? 1 : 0);
            out.writeBytes(bigEndian(Long.parseLong(digits), bytes));
        }
    }

    private static Sent real(Random random) {
        double value = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
        long bits = Double.doubleToRawLongBits(value);
        return new Sent(
                littleEndian(BigInteger.valueOf(bits), 8),
                Double.toString(value).replace("E", "e"));
    }

    private static Sent single(Random random) {
        float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        int bits = Float.floatToRawIntBits(value);
        return new Sent(
                littleEndian(BigInteger.valueOf(bits), 4),
                Double.toString(value).replace("E", "e"));
    }

    private static Form bits(int count, int metadata) {
        return new Form("bit(" + count + ")", 16, metadata, random -> {
            byte[] bytes = bigEndian(random.nextLong() >>> (64 - count), (count + 7) / 8);
            return new Sent(bytes, bytes);
        });
    }

    private static LocalDateTime moment(Random random, int fromYear, int years) {
        return LocalDateTime.of(fromYear, 1, 1, 0, 0)
                .plusDays(random.nextInt(365 * years))
                .plusSeconds(random.nextInt(86_400))
                .plusNanos(1_000L * random.nextInt(1_000_000));
    }

    private static Sent date(Random random) {
        LocalDateTime date = moment(random, 1900, 399);
        int packed = date.getYear() << 9 | date.getMonthValue() << 5 | date.getDayOfMonth();
        return new Sent(
                littleEndian(BigInteger.valueOf(packed), 3), date.toLocalDate().toString());
    }

    private static Form dateTime(String type, int code, int digits) {
        return new Form(type + "(" + digits + ")", code, digits, random -> {
            LocalDateTime exact = code == 17 ? moment(random, 1971, 66) : moment(random, 1900, 399);
            long unit = (long) Math.pow(10, 6 - digits);
            long micros = exact.getNano() / 1_000 / unit * unit;
            String text = exact.toLocalDate()
                    + String.format(" %02d:%02d:%02d", exact.getHour(), exact.getMinute(), exact.getSecond())
                    + fraction(micros, digits);
            long month = exact.getYear() * 13L + exact.getMonthValue();
            long packed = ((month << 5 | exact.getDayOfMonth()) << 17)
                    | exact.getHour() << 12
                    | exact.getMinute() << 6
                    | exact.getSecond();
            byte[] head =
                    code == 17 ? bigEndian(exact.toEpochSecond(ZoneOffset.UTC), 4) : bigEndian(packed + (1L << 39), 5);
            return new Sent(concat(head, fractionBytes(micros, digits)), text);
        });
    }

    private static Form time(int digits) {
        return new Form("time(" + digits + ")", 19, digits, random -> {
            long unit = (long) Math.pow(10, 6 - digits);
            long size = (long) (random.nextDouble() * (random.nextBoolean() ? 3_020_399_000_000L : 60_000_000))
                    / unit
                    * unit;
            boolean negative = size > 0 && random.nextBoolean();
            long seconds = size / 1_000_000;
            long micros = size % 1_000_000;
            int bytes = (digits + 1) / 2;
            long clock = seconds / 3_600 << 12 | seconds / 60 % 60 << 6 | seconds % 60;
            long packed = clock << 8 * bytes | micros / (long) Math.pow(10, 6 - 2 * bytes);
            long offset = 1L << (23 + 8 * bytes);
            String text = String.format(
                    "%s%02d:%02d:%02d", negative ? "-" : "", seconds / 3_600, seconds / 60 % 60, seconds % 60);
            return new Sent(
                    bigEndian(negative ? offset - packed : offset + packed, 3 + bytes),
                    text + fraction(micros, digits));
        });
    }

    private static String fraction(long micros, int digits) {
        return digits == 0 ? "" : "." + String.format("%06d", micros).substring(0, digits);
    }

    private static byte[] fractionBytes(long micros, int digits) {
        int bytes = (digits + 1) / 2;
        return bigEndian(micros / (long) Math.pow(10, 6 - 2 * bytes), bytes);
    }

    private static byte[] text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            text.appendCodePoint(
                    random.nextInt(8) == 0 ? 0x1F600 : random.nextInt(random.nextBoolean() ? 0x80 : 0xD800));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The binlog leaves zeros at the end out. */
    private static Sent padded(Random random) {
        byte[] whole = new byte[20];
        int length = random.nextInt(21);
        for (int i = 0; i < length; i++) {
            whole[i] = (byte) random.nextInt(3);
        }
        int end = 20;
        while (end > 0 && whole[end - 1] == 0) {
            end--;
        }
        return new Sent(behindLength(Arrays.copyOf(whole, end), 1), whole);
    }

    private static byte[] behindLength(byte[] value, int lengthBytes) {
        return concat(littleEndian(BigInteger.valueOf(value.length), lengthBytes), value);
    }

    private static byte[] littleEndian(BigInteger value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static byte[] bigEndian(long value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >>> 8 * (width - 1 - i));
        }
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
