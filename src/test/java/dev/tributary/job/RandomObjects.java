package dev.tributary.job;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Objects that ClickHouse's type JSON holds, as text between quotes of MySQL's: deep, with members of any name and kind. */
final class RandomObjects {

    private static final int DEPTH = 4;
    private static final List<String> NAMES =
            List.of("a", "b", "c", "", "a b", "ы", "id", "0", "`", "%", "null", "size0", "[]", "a:b", "^a");
    private static final List<String> TEXTS = List.of(
            "",
            "2020-01-01",
            "2020-01-01 10:00:00",
            "123",
            "1.5",
            "true",
            "null",
            "[1]",
            "😀",
            "a/b",
            "10:00:00",
            "nan",
            "1e5");
    private static final List<String> NUMBERS = List.of(
            "0", "-1", "255", "9007199254740992", "0.1", "-0.5", "5e-324", "1.7976931348623157e308", "1e22", "100.0");

    /** Not in arrays, where they can become doubles. */
    private static final List<String> LARGE_NUMBERS =
            List.of("9007199254740993", "9223372036854775807", "-9223372036854775808", "18446744073709551615");

    private final Random random;

    RandomObjects(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        return object(DEPTH);
    }

    private String object(int depth) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> "\"" + one(NAMES) + "\":" + value(depth, LARGE_NUMBERS))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String array(int depth) {
        boolean scalars = random.nextBoolean();
        String values = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> scalars ? scalar(NUMBERS) : nested(depth))
                .collect(Collectors.joining(","));
        return scalars && random.nextBoolean()
                ? "[true,null" + (values.isEmpty() ? "" : ",") + values + "]"
                : "[" + values + "]";
    }

    private String nested(int depth) {
        return depth == 0 || random.nextInt(3) == 0
                ? scalar(NUMBERS)
                : random.nextBoolean() ? array(depth - 1) : object(depth - 1);
    }

    private String value(int depth, List<String> numbers) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> "null";
            case 1, 2, 3 -> scalar(numbers);
            case 4 -> array(depth - 1);
            default -> object(depth - 1);
        };
    }

    private String scalar(List<String> numbers) {
        return switch (random.nextInt(5)) {
            case 0 -> String.valueOf(random.nextBoolean());
            case 1 -> one(numbers);
            case 2 -> one(NUMBERS);
            default -> "\"" + one(TEXTS) + "\"";
        };
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
