package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNormalFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"b\": 1, \"a\": [true, null, \"x\"]}|{\"b\":1,\"a\":[true,null,\"x\"]}",
                "{}|{}",
                "\"text\"|\"text\"",
                "null|null",
                "0|0",
                "-0|0",
                "-0.0|0",
                "100.0|100",
                "1.50|1.5",
                "9223372036854775807|9223372036854775807",
                "18446744073709551615|18446744073709551615",
                "-9223372036854775808|-9223372036854775808",
                "-14057283621500135424|-14057283621500135424",
                "-1.4057283621500135e19|-1.4057283621500135E+19",
                "1e15|1000000000000000",
                "1.0E20|1E+20",
                "1e20|1E+20",
                "1.2345678901234566e17|123456789012345664",
                "36893488147419103232|36893488147419103232",
                "0.0000000298023223876953125|2.98023223876953125E-8",
                "1e-10|1E-10",
                "5e-324|4.9E-324",
                "-2e-323|-2E-323",
                "12345678901234567890.12345678901234567890|12345678901234567890.1234567890123456789",
                "\"a\\/b\\u00e9\\n\\u0001\"|\"a/bé\\n\\u0001\"",
                "\"\\ud83d\\ude00\"|\"😀\"",
            })
    void documentHasOneForm(String document, String normalForm) throws IOException {
        assertThat(JsonNormalForm.normalizeText(document)).isEqualTo(normalForm);
    }

    @Test
    void doublesKeepTheirValueInOneForm() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : random.nextInt(2_000_000_000) * Math.pow(10, random.nextInt(20) - 12);
            if (!Double.isFinite(value)) {
                continue;
            }
            String binlog = NumberOutput.toString(value, true);
            String snapshot = binlog.replace(".0E", "e").replace("E", "e");

            String normalForm = JsonNormalForm.normalizeText(snapshot);

            assertThat(JsonNormalForm.normalizeText(binlog)).isEqualTo(normalForm);
            assertThat(Double.parseDouble(normalForm)).isEqualTo(value == 0 ? 0.0 : value);
            assertThat(JsonNormalForm.normalizeText(normalForm)).isEqualTo(normalForm);
        }
    }

    @Test
    void largeDocumentPasses() throws IOException {
        String text = "ä".repeat(5_000_000);

        assertThat(JsonNormalForm.normalizeText("[\"" + text + "\", 1]")).isEqualTo("[\"" + text + "\",1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "1 2", "{} {}", "nul"})
    void notADocumentIsRefused(String text) {
        assertThatThrownBy(() -> JsonNormalForm.normalize(text)).isInstanceOf(IOException.class);
    }
}
