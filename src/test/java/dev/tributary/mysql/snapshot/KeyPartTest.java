package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.MySqlType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "int(8) unsigned zerofill|`k`|00000042|00000042",
                "bigint unsigned|`k`|18446744073709551615|18446744073709551615",
                "decimal(9,2)|`k`|-0.50|-0.50",
                "float|`k` * 1E0|1.401298464324817e-45|1.401298464324817e-45",
                "double|`k` * 1E0|-0|-0",
                "bit(64)|`k` + 0|18446744073709551615|18446744073709551615",
                "year(4)|`k`|0000|'0000'",
                "date|`k`|2020-00-00|'2020-00-00'",
                "datetime(6)|`k`|0000-00-00 00:00:00.000001|'0000-00-00 00:00:00.000001'",
                "time(2)|`k`|-838:59:59.00|'-838:59:59.00'",
                "binary(2)|HEX(`k`)|00FF|X'00FF'",
                "varbinary(9)|HEX(`k`)||X''",
                "varchar(9)|HEX(`k`)|93FA|_sjis X'93FA'",
                "enum('a','b')|`k` + 0|0|0"
            })
    void answersOfTheServerBecomeLiterals(String type, String expression, String answer, String literal) {
        KeyPart part = of(type, "sjis", null).orElseThrow();

        assertThat(part.expression()).isEqualTo(expression);
        assertThat(part.literal(answer == null ? new byte[0] : answer.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(literal);
    }

    @ParameterizedTest
    @CsvSource({"int,x", "double,nan", "double,inf", "date,2020' OR '", "varbinary(9),0g", "bit(1),-1"})
    void answerThatIsNoLiteralIsRefused(String type, String answer) {
        KeyPart part = of(type, null, null).orElseThrow();

        assertThatThrownBy(() -> part.literal(answer.getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("'k'")
                .hasMessageContaining(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "blob", "json", "geometry", "uuid", "set('1','2','3','4','5','6','7','8','9')"})
    void otherTypesAreNotCutAlong(String type) {
        assertThat(of(type, "utf8mb4", null)).isEmpty();
    }

    @Test
    void neitherIsTheBeginningOfAValueNorAnEnumWithHundredsOfMembers() {
        String members = "'m'" + ",'m'".repeat(299);

        assertThat(of("varchar(90)", "utf8mb4", 10L)).isEmpty();
        assertThat(of("enum(" + members + ")", "utf8mb4", null)).isEmpty();
        assertThat(of("set('1','2','3','4','5','6','7','8')", "utf8mb4", null)
                        .orElseThrow()
                        .values())
                .isEqualTo(255);
    }

    private static Optional<KeyPart> of(String type, String characterSet, Long prefix) {
        return KeyPart.of("k", MySqlType.parse(type), characterSet, prefix);
    }
}
