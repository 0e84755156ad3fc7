package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.connector.mysql.MySqlConnection;
import org.junit.jupiter.api.Test;

class ReplacedClassesTest {

    @Test
    void ownClassesAreInUse() {
        assertThatCode(ReplacedClasses::requireInUse).doesNotThrowAnyException();
    }

    @Test
    void classOfTheChangeSourceIsRefused() {
        assertThatThrownBy(() -> ReplacedClasses.require(MySqlConnection.class))
                .hasMessageContaining("MySqlConnection was loaded from")
                .hasMessageContaining("take it away");
    }
}
