package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes as MySQL writes them; those of the newer types are also read from a server, by TypesReplicationIT. */
class BinlogCellsTest {

    private static Serializable read(ColumnType type, int meta, String hex) throws Exception {
        return BinlogCells.read(
                type, meta, 0, new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }

    @Test
    void datesWithZerosAreToldApart() throws Exception {
        assertThat(read(ColumnType.DATE, 0, "000000")).isEqualTo(OddDates.date(0, 0, 0));
        assertThat(read(ColumnType.DATE, 0, "00c80f")).isEqualTo(OddDates.date(2020, 0, 0));
        assertThat(read(ColumnType.DATE, 0, "5dc80f")).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(read(ColumnType.DATETIME_V2, 0, "8000000000")).isEqualTo(OddDates.dateTime("0000-00-00 00:00:00"));
    }

    @Test
    void negativeTimesKeepTheirSize() throws Exception {
        assertThat(read(ColumnType.TIME_V2, 0, "7fffc0")).isEqualTo(Duration.ofMinutes(-1));
        assertThat(read(ColumnType.TIME_V2, 0, "7ff000")).isEqualTo(Duration.ofHours(-1));
        assertThat(read(ColumnType.TIME_V2, 6, "7fffffffffff")).isEqualTo(Duration.ofNanos(-1_000));
        assertThat(read(ColumnType.TIME_V2, 1, "7fffffce")).isEqualTo(Duration.ofMillis(-500));
        assertThat(read(ColumnType.TIME_V2, 3, "800001270f")).isEqualTo(Duration.ofNanos(1_999_900_000));
    }

    @Test
    void fractionsHaveAsManyBytesAsTheirDigitsNeed() throws Exception {
        assertThat(read(ColumnType.TIMESTAMP_V2, 2, "00000001 63".replace(" ", "")))
                .isEqualTo(ZonedDateTime.parse("1970-01-01T00:00:01.990Z"));
        assertThat(read(ColumnType.TIMESTAMP_V2, 6, "ffffffff0f423f"))
                .isEqualTo(ZonedDateTime.parse("2106-02-07T06:28:15.999999Z"));
    }

    /** Tables of MySQL 5.5 and older keep these until they are rebuilt; no server of the tests writes them. */
    @Test
    void oldFormatsAreDigits() throws Exception {
        assertThat(read(ColumnType.DATETIME, 0, hexOf(20200229101112L, 8)))
                .isEqualTo(LocalDateTime.of(2020, 2, 29, 10, 11, 12));
        assertThat(read(ColumnType.TIME, 0, hexOf(-8385959, 3)))
                .isEqualTo(Duration.ofHours(-838).minusMinutes(59).minusSeconds(59));
        assertThat(read(ColumnType.TIMESTAMP, 0, hexOf(4_000_000_000L, 4)))
                .isEqualTo(ZonedDateTime.parse("2096-10-02T07:06:40Z"));
    }

    @Test
    void yearsBeginAt1901() throws Exception {
        Map<String, Integer> years = Map.of("01", 1901, "ff", 2155, "00", OddDates.YEAR_ZERO);
        for (Map.Entry<String, Integer> year : years.entrySet()) {
            assertThat(read(ColumnType.YEAR, 0, year.getKey())).isEqualTo(Year.of(year.getValue()));
        }
    }

    @Test
    void otherTypesAreLeftAlone() throws Exception {
        assertThat(BinlogCells.read(ColumnType.LONG, 0, 0, new ByteArrayInputStream(new byte[4])))
                .isNull();
    }

    private static String hexOf(long littleEndian, int bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            hex.append(HexFormat.of().toHexDigits((byte) (littleEndian >> 8 * i)));
        }
        return hex.toString();
    }
}
