package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadEventsTest {

    @ParameterizedTest
    @CsvSource({
        "20, rows in the form of MySQL 5.1",
        "26, its binlog lacks changes",
        "39, binlog_row_value_options must be empty",
        "40, binlog_transaction_compression must be OFF",
        "42, a tagged GTID",
        "166, log_bin_compress must be OFF",
        "171, log_bin_compress must be OFF",
        "43, newer than this job knows",
        "172, newer than this job knows"
    })
    void eventThatIsPassedOverWithChangesInItIsRefused(int number, String message) {
        assertThatThrownBy(() -> UnreadEvents.refuse(number, 0, 1234))
                .isInstanceOf(UnreadEventException.class)
                .hasMessageContaining("type " + number + " before position 1234")
                .hasMessageContaining(message)
                .matches(failure -> !ServerFailures.passes(failure), "does not pass");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 15, 16, 19, 23, 27, 30, 31, 32, 33, 41, 160, 161, 162, 163, 164})
    void eventThatIsReadOrHasNothingToReadIsNot(int number) {
        assertThatCode(() -> UnreadEvents.refuse(number, 0, 4)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {43, 172})
    void unknownEventThatMayBeIgnoredIsNot(int number) {
        assertThatCode(() -> UnreadEvents.refuse(number, 0x80, 4)).doesNotThrowAnyException();
    }
}
