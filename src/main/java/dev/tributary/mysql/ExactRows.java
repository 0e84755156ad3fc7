package dev.tributary.mysql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Objects;
import javax.sql.rowset.serial.SerialBlob;
import org.jspecify.annotations.Nullable;

/**
 * A result in MySQL's text protocol whose dates and times are read from the server's own text, in the way in which the
 * change source asks for each type. Java's classes would refuse zeros in dates, lose the sign of short negative times, and
 * move clock times that the zone of this process skips.
 */
final class ExactRows implements InvocationHandler {

    /** What the change source asks first of a DATETIME: whether its date has zeros. It asks no more about the value. */
    private static final byte[] NO_ZEROS = "2000-01-01 00:00:00".getBytes(StandardCharsets.US_ASCII);

    private final ResultSet rows;
    private final String[] types;

    ExactRows(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData metadata = rows.getMetaData();
        types = new String[metadata.getColumnCount() + 1];
        for (int i = 1; i < types.length; i++) {
            types[i] = metadata.getColumnTypeName(i);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && arguments[0] instanceof Integer column) {
            switch (method.getName()) {
                case "getObject" -> {
                    switch (types[column]) {
                        case "TIMESTAMP" -> {
                            return instant(column);
                        }
                        case "YEAR" -> {
                            return year(column);
                        }
                        case "BIT" -> {
                            return bits(column);
                        }
                        default -> {}
                    }
                }
                case "getBlob" -> {
                    return blob(column);
                }
                case "getTimestamp" -> {
                    return new ClockTime(OddDates.dateTime(Objects.requireNonNull(text(column))));
                }
                default -> {}
            }
        }
        return ExactDriver.call(rows, method, arguments);
    }

    /** What the server sent. */
    private @Nullable String text(int column) throws SQLException {
        byte[] text = rows.getBytes(column);
        return text == null ? null : new String(text, StandardCharsets.US_ASCII);
    }

    /** The session is in UTC. A zero comes as the first second of 1970, which MySQL's TIMESTAMP does not have. */
    private @Nullable Object instant(int column) throws SQLException {
        String text = text(column);
        if (text == null) {
            return null;
        }
        return text.startsWith("0000")
                ? LocalDateTime.of(1970, 1, 1, 0, 0).atZone(ZoneOffset.UTC)
                : OddDates.dateTime(text).atZone(ZoneOffset.UTC);
    }

    private @Nullable Object year(int column) throws SQLException {
        String text = text(column);
        if (text == null) {
            return null;
        }
        int year = Integer.parseInt(text);
        return year == 0 ? OddDates.YEAR_ZERO : year;
    }

    /** As in the binlog. An array of bytes is turned round in place for each use of the value, so twice for a key. */
    private @Nullable Object bits(int column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        if (bytes == null) {
            return null;
        }
        byte[] leastFirst = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            leastFirst[i] = bytes[bytes.length - 1 - i];
        }
        return BitSet.valueOf(leastFirst);
    }

    private @Nullable Object blob(int column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return new SerialBlob(
                switch (types[column]) {
                    case "DATETIME" -> NO_ZEROS;
                    case "DATE" -> date(text).getBytes(StandardCharsets.US_ASCII);
                    case "TIME" -> OddTimes.text(text).getBytes(StandardCharsets.US_ASCII);
                    default -> bytes;
                });
    }

    /** Without the sign that Java puts before years of more than four digits. */
    private static String date(String text) {
        String date = OddDates.date(text).toString();
        return date.startsWith("+") ? date.substring(1) : date;
    }

    /** A date and time without a zone, where the change source insists on a Timestamp, which has one. */
    private static final class ClockTime extends Timestamp {

        private static final long serialVersionUID = 1L;

        private final LocalDateTime dateTime;

        ClockTime(LocalDateTime dateTime) {
            super(0);
            this.dateTime = dateTime;
        }

        @Override
        public LocalDateTime toLocalDateTime() {
            return dateTime;
        }
    }
}
