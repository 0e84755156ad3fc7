package dev.tributary.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorInBodyTest {

    private static final String ERROR = "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)";

    private static void read(String body) throws IOException {
        ErrorInBody.requireNone(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), "http://clickhouse", "DELETE FROM t");
    }

    @Test
    void errorBehindABeginningOfSuccessIsAFailureWithItsClass() {
        for (String body : List.of(ERROR, "waiting\tdefault\n" + ERROR + "\n", "\r\n__exception__\r\n" + ERROR)) {
            assertThatThrownBy(() -> read(body))
                    .isInstanceOfSatisfying(ClickHouseException.class, e -> {
                        assertThat(e.code()).isEqualTo(241);
                        assertThat(e.isRetriable()).isTrue();
                    })
                    .hasMessageContaining("DELETE FROM t");
        }
    }

    @Test
    void otherAnswersAreNone() {
        assertThatCode(() -> read("")).doesNotThrowAnyException();
        assertThatCode(() -> read("waiting\tSELECT 'Code: 241. DB::Exception: x'\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void rowOfAQueryThatIsAnErrorsTextIsAFailure() {
        assertThatThrownBy(() -> ErrorInBody.requireNoneIn(List.of(ERROR), "http://clickhouse", "SELECT 1"))
                .isInstanceOf(ClickHouseException.class);
        assertThatCode(() -> ErrorInBody.requireNoneIn(List.of("Code: none", "1"), "http://clickhouse", "SELECT 1"))
                .doesNotThrowAnyException();
    }
}
