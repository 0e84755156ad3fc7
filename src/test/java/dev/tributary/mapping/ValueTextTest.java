package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueTextTest {

    private static @Nullable String text(String type, TypedValue value) throws UnencodableValueException {
        ValueText text = new ValueText(MySqlType.parse(type));
        value.tell(text);
        return text.text();
    }

    @Test
    void datesAndTimesAreThoseOfMySql() throws Exception {
        assertThat(text("date", sink -> sink.date(1815, 12, 10))).isEqualTo("1815-12-10");
        assertThat(text("date", sink -> sink.date(2020, 0, 10))).isEqualTo("2020-00-10");
        assertThat(text("date", sink -> sink.date(0, 0, 0))).isEqualTo("0000-00-00");
        assertThat(text("datetime", sink -> sink.dateTime(1970, 1, 1, 0, 0, 1, 0)))
                .isEqualTo("1970-01-01 00:00:01");
        assertThat(text("datetime(6)", sink -> sink.dateTime(1969, 12, 31, 23, 59, 59, 999_999)))
                .isEqualTo("1969-12-31 23:59:59.999999");
        assertThat(text("datetime(3)", sink -> sink.dateTime(2020, 2, 0, 1, 2, 3, 4_000)))
                .isEqualTo("2020-02-00 01:02:03.004");
        assertThat(text("time(2)", sink -> sink.time(-1_800_500_000L))).isEqualTo("-00:30:00.50");
        assertThat(text("time", sink -> sink.time(-3_020_399_000_000L))).isEqualTo("-838:59:59");
        assertThat(text("year", sink -> sink.whole(0))).isEqualTo("0");
    }

    @Test
    void timestampsAreInstants() throws Exception {
        assertThat(text("timestamp", sink -> sink.timestamp(0, 0))).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(text("timestamp(3)", sink -> sink.timestamp(1_577_872_800, 120_000)))
                .isEqualTo("2020-01-01T10:00:00.12Z");
    }

    @Test
    void othersAreTheirDigitsTextsOrBase64() throws Exception {
        assertThat(text("decimal(5,2)", sink -> sink.decimal(150, 2))).isEqualTo("1.50");
        assertThat(text("decimal(5,2)", sink -> sink.decimal(new BigDecimal("1.50"))))
                .isEqualTo("1.50");
        assertThat(text("bigint unsigned", sink -> sink.unsigned(-1))).isEqualTo("18446744073709551615");
        assertThat(text("varchar(5)", sink -> sink.text("a"))).isEqualTo("a");
        assertThat(text("varchar(5)", sink -> sink.text("xäx".getBytes(StandardCharsets.UTF_8), 1, 2)))
                .isEqualTo("ä");
        assertThat(text("binary(2)", sink -> sink.bytes(new byte[] {9, 0, 1}, 1, 2)))
                .isEqualTo("AAE=");
        assertThat(text("bit(1)", sink -> sink.unsigned(1))).isEqualTo("true");
        assertThat(text("bit(9)", sink -> sink.unsigned(256))).isEqualTo("AAE=");
        assertThat(text("enum('a','b')", sink -> sink.member(2))).isEqualTo("b");
        assertThat(text("enum('a','b')", sink -> sink.member(3))).isEqualTo("3");
        assertThat(text("set('a','b')", sink -> sink.members(3))).isEqualTo("a,b");
        assertThat(text("int", ValueSink::nothing)).isNull();
        byte[] point = HexFormat.of().parseHex("e6100000" + "0101000000000000000000f03f0000000000000040");
        assertThat(text("point", sink -> sink.geometry(point, 0, point.length))).isEqualTo("SRID=4326;POINT(1 2)");
    }
}
