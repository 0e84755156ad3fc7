package dev.tributary.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":null,\"b\":{}}",
                "{\"least\":-9223372036854775808,\"most\":18446744073709551615}",
                "{\"a\":[9007199254740992,0.5],\"b\":[{\"x\":9007199254740993}],\"c\":[null,1,\"x\",true]}",
                "{\"a\":-14057283621500135424}",
                "{\"a\":4.9E-324,\"b\":1.7976931348623157E+308,\"c\":0.30000000000000004}",
                "{\"\":[[],{},true,\"2020-01-01\"]}",
            })
    void keepsWhatTheTypeHolds(String document) throws Exception {
        RowBinaryWriter out = new RowBinaryWriter(64);

        JsonObjects.encoder().document(document, out);

        byte[] bytes = out.toByteArray();
        assertThat(new String(bytes, bytes.length < 128 ? 1 : 2, bytes.length - (bytes.length < 128 ? 1 : 2), UTF_8))
                .isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|no object",
                "null|no object",
                "\"x\"|no object",
                "{\"a\":[{\"b.c\":1}]}|the member 'b.c'",
                "{\"a\":18446744073709551616.5}|the number 18446744073709551616.5",
                "{\"a\":123456789012345678901234567890}|the number 1.2345678901234567890123456789E+29",
                "{\"a\":1e400}|the number 1E+400",
                "{\"a\":[9007199254740993]}|an array that holds 9007199254740993",
                "{\"a\":[1,[[-9007199254740993]]]}|an array that holds -9007199254740993",
                "{\"a\":[null]}|an array that holds null",
                "{\"a\":[1,null,[1]]}|an array that holds null",
                "{\"a\":[{},null]}|an array that holds null",
                "{\"a\":|not a JSON document",
            })
    void refusesWhatTheTypeWouldAlter(String document, String problem) {
        assertThatThrownBy(() -> JsonObjects.encoder().document(document, new RowBinaryWriter(64)))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining(problem);
    }
}
