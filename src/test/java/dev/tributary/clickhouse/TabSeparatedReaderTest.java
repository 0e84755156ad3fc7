package dev.tributary.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabSeparatedReaderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void valuesAreReadWhateverTheSizeOfTheReads(int bytesPerRead) throws Exception {
        String large = "ü\\\\".repeat(100_000);

        List<List<String>> rows = read("a\t\\N\t\nx\\ty\\n\t\\0\\'\t" + large + "\n\\\\N\t😀\t3\n", bytesPerRead);

        assertThat(rows)
                .containsExactly(
                        Arrays.asList("a", null, ""),
                        List.of("x\ty\n", "\0'", "ü\\".repeat(100_000)),
                        List.of("\\N", "😀", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = "a\\")
    void answerThatEndsWithinAnEscapeIsRefused(String answer) {
        assertThatThrownBy(() -> read(answer, 10)).isInstanceOf(IOException.class);
    }

    private static List<List<String>> read(String answer, int bytesPerRead) throws Exception {
        InputStream in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, bytesPerRead));
            }
        };
        List<List<String>> rows = new ArrayList<>();
        new TabSeparatedReader(in).forEach(rows::add);
        return rows;
    }
}
