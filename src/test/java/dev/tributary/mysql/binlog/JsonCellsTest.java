package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in MySQL's binary form; {@code OddTypesReplicationIT} has those of a server. */
class JsonCellsTest {

    private static String text(String hex) {
        byte[] bytes = HexFormat.of().parseHex("ffffff" + hex + "ff");
        return JsonCells.text(bytes, 3, bytes.length - 4);
    }

    @Test
    void documentWithoutBytesIsNull() {
        assertThat(text("")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0400|null",
                "0401|true",
                "050080|-32768",
                "06ffff|65535",
                "0700000080|-2147483648",
                "08ffffffff|4294967295",
                "090000000000000080|-9223372036854775808",
                "0affffffffffffffff|18446744073709551615",
                "0b9a9999999999b93f|0.1",
                "0c05c3a42f220a|\"ä/\\\"\\n\"",
                "0200000400|[]",
                "0202000c00" + "050100" + "0c0a00" + "010c" + "|[1,\"\\f\"]",
                "0f0a080000000000baa519|\"2020-02-29\"",
                "0f0c08010000fa7ebba519|\"2020-02-29 23:59:58.000001\"",
                "0f0708010000fa7ebba519|\"2020-02-29 23:59:58.000001\"",
                "0f0b080000000591cbffff|\"-838:59:59.000000\"",
                "0ff6090e04810dfb38d204d2|1234567890.1234",
                "0ffc0161|\"base64:type252:YQ==\"",
            })
    void valueIsTextAsMySqlPrintsIt(String hex, String text) {
        assertThat(text(hex)).isEqualTo(text);
    }

    @Test
    void everyDocumentThatIsCutOffIsNone() {
        String hex = "00" + "01000f00" + "0b000100" + "0c0c00" + "61" + "026869";
        assertThat(text(hex)).isEqualTo("{\"a\":\"hi\"}");
        for (int length = 1; length < hex.length() / 2; length++) {
            byte[] cut = HexFormat.of().parseHex(hex.substring(0, 2 * length) + "ffff");
            assertThat(JsonCells.text(cut, 0, length)).startsWith("unreadable document of " + length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0c0541", "0d", "0409", "0001000c000b0001000c0b00"})
    void documentThatCannotBeReadIsNone(String hex) {
        assertThat(text(hex)).startsWith("unreadable document of ").endsWith(hex);
    }
}
