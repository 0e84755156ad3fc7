package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class DatesTest {

    @Test
    void everyDayOfMySqlHasItsNumber() {
        LocalDate end = LocalDate.of(10_000, 1, 1);
        for (LocalDate date = LocalDate.of(0, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
            long day = Dates.epochDay(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
            if (day != date.toEpochDay()) {
                assertThat(day).as("%s", date).isEqualTo(date.toEpochDay());
            }
        }
    }

    @Test
    void secondsHaveTheTextOfTheirDay() {
        LocalDate end = LocalDate.of(10_000, 1, 1);
        for (LocalDate date = LocalDate.of(0, 1, 1); date.isBefore(end); date = date.plusDays(59)) {
            assertThat(Dates.textOfSecond(date.toEpochDay() * Dates.SECONDS_PER_DAY + 3_661))
                    .isEqualTo(date + " 01:01:01");
        }
    }

    @Test
    void calendarIsThatOfTheJdk() {
        for (int year : new int[] {0, 4, 100, 400, 1899, 1900, 1970, 2000, 2023, 2024, 2100, 2299, 9999}) {
            for (int month = 0; month <= 15; month++) {
                for (int day = 0; day <= 32; day++) {
                    assertThat(Dates.isInCalendar(year, month, day))
                            .as("%d-%d-%d", year, month, day)
                            .isEqualTo(isDate(year, month, day));
                }
            }
        }
        assertThat(YearMonth.of(2024, 2).lengthOfMonth()).isEqualTo(29);
        assertThat(Year.isLeap(2100)).isFalse();
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Test
    void zerosAsDayOrMonthMakeNoDate() {
        assertThat(Dates.isNoDate(0, 0)).isTrue();
        assertThat(Dates.isNoDate(2, 0)).isTrue();
        assertThat(Dates.isNoDate(0, 31)).isTrue();
        assertThat(Dates.isNoDate(5, 5)).isFalse();
        assertThat(Dates.isNoTimestamp(0, 0)).isTrue();
        assertThat(Dates.isNoTimestamp(0, 1)).isFalse();
    }
}
