package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that a server's own conversion, which {@code CharacterSetsIT} compares with, does not make. */
class CharacterSetsTest {

    @ParameterizedTest
    @CsvSource({
        "ascii, 41e942, A?B",
        "latin1, 8081e9, €\u0081é",
        "sjis, 82a0, あ",
        "utf16, 0041d83dde00, A😀",
        "utf16, 0041d83d, A\uDFFF",
        "ucs2, 0041d83d, A\uDFFF",
        "utf16, fffd, \uFFFD",
        "gb18030, 8431a437, \uFFFD",
        "gb18030, 41ff, A\uDFFF",
        "gbk, 41ff, A\uDFFF",
        "utf32, 0000004100110000, A\uDFFF",
        "utf32, 00000041000000, A\uDFFF",
        "utf32, 0000feff, \uFEFF",
    })
    void bytesThatAreNoCharacterAreMarked(String set, String hex, String text) {
        byte[] bytes = HexFormat.of().parseHex("ff" + hex + "ff");

        assertThat(decoder(set).decode(bytes, 1, bytes.length - 2)).isEqualTo(text);
    }

    @Test
    void textsOfAsciiAloneNeedNoDecoderWhereItsBytesAreTheSame() {
        for (String same : new String[] {"ascii", "latin1", "gbk", "big5", "ujis", "koi8r", "gb18030"}) {
            assertThat(decoder(same).isAsciiCompatible()).as(same).isTrue();
        }
        for (String other : new String[] {"ucs2", "utf16", "utf16le", "utf32", "swe7"}) {
            assertThat(decoder(other).isAsciiCompatible()).as(other).isFalse();
        }
    }

    private static CharacterSets.Decoder decoder(String set) {
        return Objects.requireNonNull(CharacterSets.decoder(set));
    }
}
