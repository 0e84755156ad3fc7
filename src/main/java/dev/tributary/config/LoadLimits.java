package dev.tributary.config;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Up to which load of a MySQL server long reading goes on, in the server's own status variables.
 *
 * @param highest by the name of a status variable, in whatever case, the highest value; empty for no limit
 */
public record LoadLimits(Map<String, Long> highest) implements Serializable {

    public static final LoadLimits NONE = new LoadLimits(Map.of());

    private static final Pattern LIMIT = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(\\d{1,18})\\s*");

    public LoadLimits {
        TreeMap<String, Long> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(highest);
        highest = sorted;
    }

    private static final String EXPECTED =
            "limits of MySQL's status variables like Threads_running=25, with commas between several";

    /**
     * Reads limits like {@code Threads_running=25,Threads_connected=500}.
     *
     * @throws IllegalArgumentException that says what is expected, and what is none
     */
    public static LoadLimits parse(String text) {
        Map<String, Long> highest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : text.split(",", -1)) {
            Matcher limit = LIMIT.matcher(part);
            if (!limit.matches()) {
                throw new IllegalArgumentException(EXPECTED + "; '" + part.strip() + "' is none");
            }
            if (highest.put(limit.group(1), Long.parseLong(limit.group(2))) != null) {
                throw new IllegalArgumentException(EXPECTED + "; '" + limit.group(1) + "' stands there twice");
            }
        }
        return new LoadLimits(highest);
    }

    public boolean isEmpty() {
        return highest.isEmpty();
    }

    /**
     * Which of the limits is exceeded, in words.
     *
     * @param status the server's variables, by their names in whatever case; one that is missing exceeds nothing
     */
    public Optional<String> exceededBy(Map<String, Long> status) {
        Map<String, Long> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(status);
        return highest.entrySet().stream()
                .filter(limit -> isAbove(values.get(limit.getKey()), limit.getValue()))
                .map(limit -> limit.getKey() + " is " + values.get(limit.getKey()) + ", above " + limit.getValue())
                .findFirst();
    }

    private static boolean isAbove(@Nullable Long value, long limit) {
        return value != null && value > limit;
    }

    @Override
    public String toString() {
        return highest.entrySet().stream()
                .map(limit -> limit.getKey() + "=" + limit.getValue())
                .collect(Collectors.joining(","));
    }
}
