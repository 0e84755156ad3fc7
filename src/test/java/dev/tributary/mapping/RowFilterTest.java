package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowFilterTest {

    @Test
    void numbersAreComparedByValueInWhateverFormTheyCome() throws Exception {
        assertThat(matches("decimal(9,2)", Comparison.EQUALS, sink -> sink.decimal(150, 2), "1.5"))
                .isTrue();
        assertThat(matches("bigint unsigned", Comparison.AT_LEAST, sink -> sink.unsigned(-1), "18446744073709551615"))
                .isTrue();
        assertThat(matches("tinyint(1)", Comparison.EQUALS, sink -> sink.whole(1), "1"))
                .isTrue();
        assertThat(matches("int", Comparison.BELOW, sink -> sink.whole(-1), "0"))
                .isTrue();
        assertThat(matches("int", Comparison.ABOVE, sink -> sink.whole(0), "0")).isFalse();
        assertThat(matches("int", Comparison.AT_MOST, sink -> sink.whole(0), "0"))
                .isTrue();
        assertThat(matches("int", Comparison.NOT_IN, sink -> sink.whole(2), "1", "2"))
                .isFalse();
    }

    @Test
    void textsAreComparedCharacterByCharacter() throws Exception {
        assertThat(matches("varchar(9)", Comparison.EQUALS, sink -> sink.text("a"), "a"))
                .isTrue();
        assertThat(matches("varchar(9)", Comparison.EQUALS, utf8("A"), "a")).isFalse();
        assertThat(matches("varchar(9)", Comparison.EQUALS, utf8("a "), "a")).isFalse();
        assertThat(matches("varchar(9)", Comparison.EQUALS, utf8("ä"), "ä")).isTrue();
        assertThat(matches("enum('x','y')", Comparison.IN, sink -> sink.member(2), "y"))
                .isTrue();
        assertThat(matches("enum('x','y')", Comparison.NOT_IN, sink -> sink.member(2), "y"))
                .isFalse();
        assertThat(matches("enum('x','y')", Comparison.EQUALS, sink -> sink.member(0), "y"))
                .isFalse();
        assertThat(matches("enum('x','y')", Comparison.EQUALS, sink -> sink.member(3), "y"))
                .as("left to the encoder, which refuses it")
                .isTrue();
        assertThat(matches("enum('x','it''s,')", Comparison.IN, utf8("it's,"), "it's,"))
                .isTrue();
        assertThat(matches("enum('x','y')", Comparison.IN, sink -> sink.text("y"), "x", "y"))
                .isTrue();
        assertThat(matches("text", Comparison.NOT_EQUALS, utf8(""), "")).isFalse();
    }

    @Test
    void momentsAreComparedAsMySqlWritesThem() throws Exception {
        assertThat(matches("date", Comparison.AT_LEAST, sink -> sink.date(2024, 2, 29), "2024-02-29"))
                .isTrue();
        assertThat(matches("date", Comparison.AT_LEAST, sink -> sink.date(2024, 0, 0), "2024-01-01"))
                .isFalse();
        assertThat(matches("date", Comparison.ABOVE, sink -> sink.date(2024, 0, 0), "2023-12-31"))
                .isTrue();
        assertThat(matches(
                        "datetime(6)",
                        Comparison.BELOW,
                        sink -> sink.dateTime(2023, 12, 31, 23, 59, 59, 999_999),
                        "2024-01-01"))
                .isTrue();
        assertThat(matches(
                        "datetime",
                        Comparison.EQUALS,
                        sink -> sink.dateTime(2024, 1, 1, 0, 0, 0, 0),
                        "2024-01-01 00:00:00.000"))
                .isTrue();
        assertThat(matches(
                        "timestamp(3)",
                        Comparison.ABOVE,
                        sink -> sink.timestamp(1_704_067_200, 500_000),
                        "2024-01-01 00:00:00.49"))
                .isTrue();
        assertThat(matches(
                        "timestamp(3)",
                        Comparison.EQUALS,
                        sink -> sink.timestamp(1_704_067_200, 490_000),
                        "2024-01-01 00:00:00.49"))
                .isTrue();
        assertThat(matches("timestamp", Comparison.BELOW, sink -> sink.timestamp(0, 0), "1970-01-01 00:00:00"))
                .isTrue();
    }

    private static TypedValue utf8(String text) {
        byte[] bytes = (text + "x").getBytes(StandardCharsets.UTF_8);
        return sink -> sink.text(bytes, 0, bytes.length - 1);
    }

    @Test
    void noComparisonIsTrueOfNull() throws Exception {
        for (Comparison comparison : Comparison.values()) {
            boolean found = comparison == Comparison.IS_NULL
                    || comparison == Comparison.IS_NOT_NULL
                    || matches("int", comparison, ValueSink::nothing, "1");
            assertThat(found)
                    .as("%s", comparison)
                    .isEqualTo(comparison == Comparison.IS_NULL || comparison == Comparison.IS_NOT_NULL);
        }
        assertThat(matches("json", Comparison.IS_NULL, ValueSink::nothing)).isTrue();
        assertThat(matches("json", Comparison.IS_NOT_NULL, ValueSink::nothing)).isFalse();
        assertThat(matches("int", Comparison.IS_NOT_NULL, sink -> sink.whole(1)))
                .isTrue();
    }

    @Test
    void whatCannotBeComparedExactlyIsRefused() {
        for (String type : List.of("float", "double", "json", "blob", "time", "set('a')", "point", "bit(1)", "year")) {
            assertThatThrownBy(() -> matches(type, Comparison.EQUALS, ValueSink::nothing, "1"))
                    .isInstanceOf(UnsupportedTypeException.class)
                    .hasMessageContaining("cannot be decided exactly");
        }
        assertThatThrownBy(() -> matches("varchar(9)", Comparison.ABOVE, ValueSink::nothing, "a"))
                .hasMessageContaining("have an order");
        assertThatThrownBy(() -> matches("int", Comparison.EQUALS, ValueSink::nothing, "1e3"))
                .hasMessageContaining("'1e3' is no number");
        assertThatThrownBy(() -> matches("date", Comparison.BELOW, ValueSink::nothing, "2023-02-29"))
                .hasMessageContaining("is no date");
        assertThatThrownBy(() -> matches("datetime", Comparison.BELOW, ValueSink::nothing, "2023-02-28 24:00:00"))
                .hasMessageContaining("is no time");
        assertThatThrownBy(() -> matches("enum('a')", Comparison.EQUALS, ValueSink::nothing, "b"))
                .hasMessageContaining("is no member");
    }

    private static boolean matches(String type, Comparison comparison, TypedValue value, String... values)
            throws UnsupportedTypeException, UnencodableValueException {
        TableSchema table = new TableSchema(
                new TableId("d", "t"),
                List.of(
                        new Column("other", MySqlType.parse("int"), true),
                        new Column("c", MySqlType.parse(type), true)),
                List.of(),
                List.of());
        ColumnCondition condition = RowFilter.of(List.of(new RowCondition("c", comparison, List.of(values))), table)
                .get(0);
        assertThat(condition.column()).isEqualTo(1);
        value.tell(condition);
        return condition.isMet();
    }
}
