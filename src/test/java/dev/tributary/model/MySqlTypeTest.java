package dev.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MySqlTypeTest {

    private record Row(String columnType, MySqlType parsed) {}

    static List<Row> rows() {
        return List.of(
                new Row("int", new MySqlType("int", List.of(), false)),
                new Row("int unsigned", new MySqlType("int", List.of(), true)),
                new Row("int(10) unsigned zerofill", new MySqlType("int", List.of("10"), true)),
                new Row("bigint(20)", new MySqlType("bigint", List.of("20"), false)),
                new Row("DECIMAL(18,4)", new MySqlType("decimal", List.of("18", "4"), false)),
                new Row("datetime(6)", new MySqlType("datetime", List.of("6"), false)),
                new Row("enum('a','b,c','it''s',')')", new MySqlType("enum", List.of("a", "b,c", "it's", ")"), false)),
                new Row("set('unsigned')", new MySqlType("set", List.of("unsigned"), false)),
                new Row("varchar(20)", new MySqlType("varchar", List.of("20"), false)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void columnTypesAreTakenApart(Row row) {
        assertThat(MySqlType.parse(row.columnType())).isEqualTo(row.parsed());
    }

    @Test
    void argumentsHaveAFallback() {
        MySqlType decimal = MySqlType.parse("decimal(18,4)");

        assertThat(decimal.argument(1, 0)).isEqualTo(4);
        assertThat(MySqlType.parse("datetime").argument(0, 0)).isZero();
    }

    @Test
    void unclosedParenthesisIsRefused() {
        assertThatThrownBy(() -> MySqlType.parse("enum('a'")).hasMessageContaining("enum('a'");
    }
}
