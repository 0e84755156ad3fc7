package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import dev.tributary.model.RowCondition.Comparison;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The conditions by the kind of value that they compare. */
final class ColumnConditions {

    static final long MICROS_PER_SECOND = 1_000_000;

    private ColumnConditions() {}

    /** Whether a value is NULL, or is not. */
    static ColumnCondition ofPresence(int column, Comparison comparison) {
        return new ColumnCondition(column, comparison) {
            @Override
            void other() {
                decide(false, 0);
            }
        };
    }

    /** Numbers by value, in whatever form they come. */
    static ColumnCondition ofNumbers(int column, Comparison comparison, List<BigDecimal> numbers) {
        return new ColumnCondition(column, comparison) {
            @Override
            public void whole(long value) {
                decimal(BigDecimal.valueOf(value));
            }

            @Override
            public void unsigned(long bits) {
                decimal(bits >= 0 ? BigDecimal.valueOf(bits) : new BigDecimal(Long.toUnsignedString(bits)));
            }

            @Override
            public void decimal(long unscaled, int scale) {
                decimal(BigDecimal.valueOf(unscaled, scale));
            }

            @Override
            public void decimal(BigDecimal value) {
                boolean isOne = false;
                for (BigDecimal number : numbers) {
                    isOne |= value.compareTo(number) == 0;
                }
                decide(isOne, value.compareTo(numbers.get(0)));
            }
        };
    }

    /** Whole numbers, which need no objects where a whole number comes. */
    static ColumnCondition ofWholeNumbers(int column, Comparison comparison, long[] numbers) {
        return new ColumnCondition(column, comparison) {
            @Override
            public void whole(long value) {
                ColumnConditions.decide(this, value, numbers);
            }
        };
    }

    /** Texts character by character. */
    static ColumnCondition ofTexts(int column, Comparison comparison, List<String> texts) {
        byte[][] encoded = encoded(texts);
        return new ColumnCondition(column, comparison) {
            @Override
            public void text(byte[] utf8, int from, int length) {
                decide(isOneOf(encoded, utf8, from, length), 0);
            }

            @Override
            public void text(String text) {
                decide(texts.contains(text), 0);
            }
        };
    }

    /** Members of an enum. The number 0 is the empty text. */
    static ColumnCondition ofMembers(int column, Comparison comparison, List<String> members, MySqlType type) {
        byte[][] encoded = encoded(members);
        boolean[] numbers = new boolean[type.arguments().size() + 1];
        numbers[0] = members.contains("");
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = members.contains(type.arguments().get(i - 1));
        }
        return new ColumnCondition(column, comparison) {
            @Override
            public void member(int number) {
                if (number < 0 || number >= numbers.length) {
                    leaveToEncoder();
                } else {
                    decide(numbers[number], 0);
                }
            }

            @Override
            public void text(byte[] utf8, int from, int length) {
                decide(isOneOf(encoded, utf8, from, length), 0);
            }

            @Override
            public void text(String text) {
                decide(members.contains(text), 0);
            }
        };
    }

    /** Dates and times without a zone. @param moments as {@link #moment} makes them */
    static ColumnCondition ofMoments(int column, Comparison comparison, long[] moments) {
        return new ColumnCondition(column, comparison) {
            @Override
            public void date(int year, int month, int day) {
                ColumnConditions.decide(this, moment(year, month, day, 0, 0, 0, 0), moments);
            }

            @Override
            public void dateTime(int year, int month, int day, int hour, int minute, int second, int micros) {
                ColumnConditions.decide(this, moment(year, month, day, hour, minute, second, micros), moments);
            }
        };
    }

    /** A number that sorts like the text in which MySQL writes the date and time, zeros and all. */
    static long moment(int year, int month, int day, int hour, int minute, int second, int micros) {
        long date = (year * 16L + month) * 32 + day;
        long clock = (hour * 64L + minute) * 64 + second;
        return (date << 17 | clock) << 20 | micros;
    }

    /** Instants. @param instants in microseconds since the epoch */
    static ColumnCondition ofInstants(int column, Comparison comparison, long[] instants) {
        return new ColumnCondition(column, comparison) {
            @Override
            public void timestamp(long epochSecond, int micros) {
                boolean isZero = Dates.isNoTimestamp(epochSecond, micros);
                ColumnConditions.decide(
                        this, isZero ? Long.MIN_VALUE : epochSecond * MICROS_PER_SECOND + micros, instants);
            }
        };
    }

    private static void decide(ColumnCondition condition, long value, long[] others) {
        boolean isOne = false;
        for (long other : others) {
            isOne |= value == other;
        }
        condition.decide(isOne, Long.compare(value, others[0]));
    }

    private static byte[][] encoded(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    private static boolean isOneOf(byte[][] texts, byte[] utf8, int from, int length) {
        for (byte[] text : texts) {
            if (Arrays.equals(text, 0, text.length, utf8, from, from + length)) {
                return true;
            }
        }
        return false;
    }
}
