package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "mysql-1, mysql-1, 3306",
        "mysql-1:3307, mysql-1, 3307",
        "10.0.0.1:1, 10.0.0.1, 1",
        "::1, ::1, 3306",
        "fe80::1:2, fe80::1:2, 3306",
        "[::1], ::1, 3306",
        "[::1]:3308, ::1, 3308"
    })
    void addressesHaveAPortOrTheUsualOne(String text, String host, int port) {
        assertThat(ServerAddress.parse(text, 3306)).isEqualTo(new ServerAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a:0", "a:65536", "a:b", "[a]:1", "a/b", "u@h", "a,b"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text, 3306));
    }

    @Test
    void anAddressIsWrittenAsInAUrl() {
        assertThat(new ServerAddress("mysql", 3306)).hasToString("mysql:3306");
        assertThat(new ServerAddress("::1", 3306)).hasToString("[::1]:3306");
    }
}
