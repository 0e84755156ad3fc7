package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ValueTextTest {

    private static String text(String type, Object value) {
        return ValueText.of(MySqlType.parse(type), value);
    }

    @Test
    void datesAndTimesAreThoseOfMySql() {
        assertThat(text("date", (int) OddDates.date("1815-12-10").toEpochDay())).isEqualTo("1815-12-10");
        assertThat(text("date", (int) OddDates.date("2020-00-10").toEpochDay())).isEqualTo("2020-00-10");
        assertThat(text("datetime", 1_500L)).isEqualTo("1970-01-01 00:00:01");
        assertThat(text("datetime(6)", -1L)).isEqualTo("1969-12-31 23:59:59.999999");
        assertThat(text(
                        "datetime(3)",
                        OddDates.dateTime("2020-02-00 01:02:03.004")
                                .toInstant(ZoneOffset.UTC)
                                .toEpochMilli()))
                .isEqualTo("2020-02-00 01:02:03.004");
        assertThat(text("time(2)", -1_800_500_000L)).isEqualTo("-00:30:00.50");
        assertThat(text("time", 36_001_800_000_000L)).isEqualTo("-00:30:00");
        assertThat(text("year", OddDates.YEAR_ZERO)).isEqualTo("0");
    }

    @Test
    void othersAreTheirDigitsTextsOrBase64() {
        assertThat(text("decimal(5,2)", new BigDecimal("1.50"))).isEqualTo("1.50");
        assertThat(text("varchar(5)", "a")).isEqualTo("a");
        assertThat(text("binary(2)", ByteBuffer.wrap(new byte[] {0, 1}))).isEqualTo("AAE=");
    }
}
