package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "WHOLE_NUMBER|42|42|true",
                "WHOLE_NUMBER|42|43|false",
                "WHOLE_NUMBER|0|NULL|false",
                "WHOLE_NUMBER|NULL|0|false",
                "WHOLE_NUMBER|NULL|NULL|true",
                "DECIMAL|1.500|1.5|true",
                "DECIMAL|-0.00|0|true",
                "DECIMAL|1.50|1.51|false",
                "FLOATING|1e20|100000000000000000000|true",
                "FLOATING|0|-0|true",
                "FLOATING|0.1|0.10000000000000002|false",
                "TEXT|a|A|false",
                "TEXT|ä|a|false",
                "BYTES|00FF|00FF|true",
                "BYTES|00FF|00FE|false",
                "DOCUMENT|{\"a\": 1.0}|{\"a\":1}|true",
                "DOCUMENT|{\"a\": 1}|{\"a\":2}|false",
                "DOCUMENT|{\"a\": 1}|{\"a\":|false",
                "MOMENT|2024-01-01 10:00:00.500|2024-01-01 10:00:00.5|true",
                "MOMENT|2024-01-01 10:00:00.000|2024-01-01 10:00:00|true",
                "MOMENT|2024-01-10|2024-01-1|false",
                "MOMENT|2024-01-01 10:00:00|2024-01-01 10:00:01|false",
                "MOMENT|0000-00-00|NULL|true",
                "MOMENT|0000-00-00 00:00:00|1970-01-01 00:00:00|false",
                "MOMENT|0000-05-05|NULL|false",
                "MOMENT|2024-00-01|NULL|true",
                "MOMENT|0000-00-00|2024-01-01|false",
                "TIME|-838:59:59|-838:59:59.000|true",
                "TIME|10:00:00.5|10:00:00.500000|true",
                "TIME|-00:00:01|00:00:01|false",
                "PRINTED|0000-00-00|0000-00-00|true",
                "PRINTED|0000-00-00|NULL|false",
                "PRINTED|2024-01-01 10:00:00.500|2024-01-01 10:00:00.5|false",
            })
    void textsAreComparedByWhatTheyMean(TextForm form, String source, String target, boolean same) {
        assertThat(form.same(source, target)).isEqualTo(same);
    }

    @Test
    void textsAreOrderedByTheirBytes() {
        List<String> texts = List.of("", "a", "A", "aa", "ä", "\uffff", "\uff5e", "😀", "😀a", "日本", "\ud83d\ude01");
        for (String left : texts) {
            for (String right : texts) {
                int expected = Arrays.compareUnsigned(
                        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(TextForm.TEXT.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(Integer.signum(expected));
            }
        }
    }

    @Test
    void wholeNumbersAreOrderedByValue() {
        List<String> numbers = List.of("-9223372036854775808", "-10", "-9", "0", "9", "10", "18446744073709551615");
        for (String left : numbers) {
            for (String right : numbers) {
                assertThat(Integer.signum(TextForm.WHOLE_NUMBER.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(new BigInteger(left).compareTo(new BigInteger(right)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-838:59:59,-3020399000000", "00:00:00.000001,1", "-00:00:00.5,-500000", "100:00:00,360000000000"})
    void timesAreReadToTheMicrosecond(String time, long micros) {
        assertThat(Texts.micros(time)).isEqualTo(micros);
    }
}
