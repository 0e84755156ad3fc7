package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFilterTest {

    @Test
    void numbersAreComparedByValueInWhateverFormTheyCome() throws Exception {
        assertThat(matches("decimal(9,2)", Comparison.EQUALS, new BigDecimal("1.50"), "1.5"))
                .isTrue();
        assertThat(matches(
                        "bigint unsigned",
                        Comparison.AT_LEAST,
                        new BigDecimal("18446744073709551615"),
                        "18446744073709551615"))
                .isTrue();
        assertThat(matches("tinyint(1)", Comparison.EQUALS, (short) 1, "1")).isTrue();
        assertThat(matches("int", Comparison.BELOW, -1, "0")).isTrue();
        assertThat(matches("int", Comparison.ABOVE, 0, "0")).isFalse();
        assertThat(matches("int", Comparison.AT_MOST, 0, "0")).isTrue();
        assertThat(matches("int", Comparison.NOT_IN, 2, "1", "2")).isFalse();
    }

    @Test
    void textsAreComparedCharacterByCharacter() throws Exception {
        assertThat(matches("varchar(9)", Comparison.EQUALS, "a", "a")).isTrue();
        assertThat(matches("varchar(9)", Comparison.EQUALS, "A", "a")).isFalse();
        assertThat(matches("varchar(9)", Comparison.EQUALS, "a ", "a")).isFalse();
        assertThat(matches("enum('x','y')", Comparison.IN, "y", "x", "y")).isTrue();
        assertThat(matches("text", Comparison.NOT_EQUALS, "", "")).isFalse();
    }

    @Test
    void momentsAreComparedAsMySqlWritesThem() throws Exception {
        int day = (int) OddDates.date("2024-02-29").toEpochDay();
        int noDay = (int) OddDates.date("2024-00-00").toEpochDay();
        assertThat(matches("date", Comparison.AT_LEAST, day, "2024-02-29")).isTrue();
        assertThat(matches("date", Comparison.AT_LEAST, noDay, "2024-01-01")).isFalse();
        assertThat(matches("datetime(6)", Comparison.BELOW, 1_704_067_199_999_999L, "2024-01-01"))
                .isTrue();
        assertThat(matches("datetime", Comparison.EQUALS, 1_704_067_200_000L, "2024-01-01 00:00:00.000"))
                .isTrue();
        assertThat(matches("timestamp(3)", Comparison.ABOVE, "2024-01-01T00:00:00.500Z", "2024-01-01 00:00:00.49"))
                .isTrue();
        assertThat(matches("timestamp", Comparison.BELOW, TemporalEncoders.ZERO_TIMESTAMP, "1970-01-01 00:00:00"))
                .isTrue();
    }

    @Test
    void noComparisonIsTrueOfNull() throws Exception {
        for (Comparison comparison : Comparison.values()) {
            boolean found = comparison == Comparison.IS_NULL
                    || comparison == Comparison.IS_NOT_NULL
                    || matches("int", comparison, null, "1");
            assertThat(found)
                    .as("%s", comparison)
                    .isEqualTo(comparison == Comparison.IS_NULL || comparison == Comparison.IS_NOT_NULL);
        }
        assertThat(matches("json", Comparison.IS_NULL, null)).isTrue();
        assertThat(matches("json", Comparison.IS_NOT_NULL, null)).isFalse();
        assertThat(matches("int", Comparison.IS_NOT_NULL, 1)).isTrue();
    }

    @Test
    void whatCannotBeComparedExactlyIsRefused() {
        for (String type : List.of("float", "double", "json", "blob", "time", "set('a')", "point", "bit(1)", "year")) {
            assertThatThrownBy(() -> matches(type, Comparison.EQUALS, null, "1"))
                    .isInstanceOf(UnsupportedTypeException.class)
                    .hasMessageContaining("cannot be decided exactly");
        }
        assertThatThrownBy(() -> matches("varchar(9)", Comparison.ABOVE, null, "a"))
                .hasMessageContaining("have an order");
        assertThatThrownBy(() -> matches("int", Comparison.EQUALS, null, "1e3"))
                .hasMessageContaining("'1e3' is no number");
        assertThatThrownBy(() -> matches("date", Comparison.BELOW, null, "2023-02-29"))
                .hasMessageContaining("is no date");
        assertThatThrownBy(() -> matches("datetime", Comparison.BELOW, null, "2023-02-28 24:00:00"))
                .hasMessageContaining("is no time");
        assertThatThrownBy(() -> matches("enum('a')", Comparison.EQUALS, null, "b"))
                .hasMessageContaining("is no member");
    }

    private static boolean matches(String type, Comparison comparison, @Nullable Object value, String... values)
            throws UnsupportedTypeException {
        TableSchema table = new TableSchema(
                new TableId("d", "t"), List.of(new Column("c", MySqlType.parse(type), true)), List.of(), List.of());
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("c", value);
        return RowFilter.of(List.of(new RowCondition("c", comparison, List.of(values))), table)
                .matches(row::get);
    }
}
