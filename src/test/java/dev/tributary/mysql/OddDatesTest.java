package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddDatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-00-00",
                "2020-00-00",
                "2020-02-00",
                "2020-00-31",
                "0000-00-31",
                "0000-12-00",
                "0000-05-05",
                "0001-01-01",
                "1970-01-01",
                "9999-12-31",
                "9999-12-00"
            })
    void everyDateComesBackAsItWas(String text) {
        assertThat(OddDates.text(OddDates.date(text).toEpochDay())).isEqualTo(text);
    }

    @Test
    void zerosAsDayOrMonthMakeNoDate() {
        assertThat(new String[] {"0000-00-00", "2020-00-00", "2020-02-00", "2020-00-31", "9999-12-00"})
                .allMatch(text -> OddDates.isNoDate(OddDates.date(text).toEpochDay()));
        assertThat(new String[] {"0000-05-05", "0001-01-01", "1970-01-01", "9999-12-31"})
                .noneMatch(text -> OddDates.isNoDate(OddDates.date(text).toEpochDay()));
    }

    @Test
    void timeOfDayStaysWithTheDate() {
        long second = OddDates.dateTime("2020-00-07 23:59:58.999999").toEpochSecond(ZoneOffset.UTC);
        assertThat(OddDates.textOfSecond(second)).isEqualTo("2020-00-07 23:59:58");
        assertThat(OddDates.isNoDateTime(second)).isTrue();
        assertThat(OddDates.dateTime("2020-01-07 23:59:58.5").getNano()).isEqualTo(500_000_000);
    }
}
