package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that MySQL does not write; {@code OddTypesReplicationIT} has those that it does. */
class JsonCellsTest {

    @Test
    void documentWithoutBytesIsNull() throws Exception {
        assertThat(JsonCells.text(new byte[0])).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({"0c0541", "0d", "0409", "0001000c000b0001000c0b00"})
    void documentThatCannotBeReadIsNone(String hex) throws Exception {
        assertThat(JsonCells.text(HexFormat.of().parseHex(hex)))
                .startsWith("unreadable document of ")
                .endsWith(hex);
    }
}
