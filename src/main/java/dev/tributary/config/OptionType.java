package dev.tributary.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the text of an option may be.
 *
 * @param name as the documentation calls it
 * @param parser refuses a text by an IllegalArgumentException whose message says what is expected
 * @param standIn taken for a refused value, so that reading goes on to the next problem; it never reaches a run
 */
record OptionType<T>(String name, Function<String, T> parser, T standIn) {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTES = Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    static final OptionType<String> TEXT = matching("text", ".*\\S.*", "a text that is not empty", "?");
    static final OptionType<String> JOB_NAME = matching(
            "name",
            "(?=.{1,64}$)[a-z0-9]+(_[a-z0-9]+)*",
            "up to 64 lower-case letters and digits in words joined by single underscores",
            "?");
    static final OptionType<String> CONNECTION_NAME = matching(
            "name",
            "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
            "up to 64 letters, digits, '_', '-' and '.', the first a letter or digit",
            "?");
    static final OptionType<String> TABLE =
            matching("table", "[^.`\\s]+", "a table's name without database, dots and spaces", "?");
    static final OptionType<String> TABLE_OR_QUALIFIED = matching(
            "table", "[^.`\\s]+(\\.[^.`\\s]+)?", "'table' or 'database.table' without spaces or backticks", "?");
    static final OptionType<String> QUALIFIED =
            matching("table", "[^.`\\s]+\\.[^.`\\s]+", "'database.view' without spaces or backticks", "?.?");
    static final OptionType<String> DATABASE =
            matching("database", "[^.`\\s]+", "a database's name without dots, spaces or backticks", "?");
    static final OptionType<String> HOST = new OptionType<>("host", ServerAddress::parseHost, "?");

    /** Read by {@link Settings#texts}, then by {@link ServerAddress#parse}. */
    static final OptionType<String> HOSTS = new OptionType<>("list of hosts", OptionType::address, "?");

    static final OptionType<String> HTTP_URL = new OptionType<>("URL", OptionType::httpUrl, "http://localhost:8123");
    static final OptionType<Integer> PORT = integer("port", 1, 65_535);
    static final OptionType<Integer> PORT_OR_ANY = integer("port", 0, 65_535);
    static final OptionType<Integer> COUNT = integer("number", 1, Integer.MAX_VALUE);
    static final OptionType<Integer> COUNT_OR_NONE = integer("number", 0, Integer.MAX_VALUE);
    static final OptionType<Integer> PARALLELISM = integer("number", 1, 256);
    static final OptionType<Integer> PERCENT = integer("percent", 0, 100);
    static final OptionType<Long> SERVER_ID = whole("number", 1, 4_294_967_295L);
    static final OptionType<Long> SIZE =
            new OptionType<>("size", text -> amount(text, BYTES, "a size above 0 like '512KB', '64MB' or '1GB'"), 1L);
    static final OptionType<Duration> DURATION = new OptionType<>(
            "duration",
            text -> Duration.ofMillis(amount(text, MILLIS, "a duration above 0 like '100ms', '10s', '5m' or '1h'")),
            Duration.ofMillis(1));
    /** Between two checkpoints: shorter ones do nothing but checkpoints, longer ones are a slip of the unit. */
    static final OptionType<Duration> INTERVAL =
            new OptionType<>("duration", OptionType::interval, Duration.ofSeconds(10));

    static final OptionType<Duration> DURATION_OR_NONE = new OptionType<>(
            "duration",
            text -> text.matches("0(ms|s|m|h)?") ? Duration.ZERO : DURATION.parser.apply(text),
            Duration.ZERO);
    static final OptionType<LoadLimits> LOAD_LIMITS =
            new OptionType<>("list of limits", LoadLimits::parse, LoadLimits.NONE);
    static final OptionType<Boolean> BOOLEAN = new OptionType<>("true/false", OptionType::bool, false);

    /** Read by {@link Settings#secret}, since it has three forms. */
    static final OptionType<Secret> SECRET = new OptionType<>("secret", Secret::new, new Secret(""));

    /** Read by {@link Settings#texts}. */
    static final OptionType<String> REFERENCES = matching(
            "list of references",
            "env:[^\\s:]+|file:/.+",
            "'env:NAME' or 'file:/path', as the service database writes it",
            "?");

    /** Read by {@link Settings#texts}. */
    static final OptionType<String> COLUMNS = matching("list of columns", ".*\\S.*", "a column's name", "?");

    /** The journal's kinds of events. */
    static final String EVENT_KIND =
            "started|restarted|failed|snapshot begun|snapshot done|table current|resync asked|resync begun|resync done"
                    + "|structure followed|awaits resync|set aside|pause asked|paused|resume asked|resumed|server away"
                    + "|server back|failover|rows removed|database appeared|database refused|database gone|table appeared|table"
                    + " refused|table gone";

    /** Read by {@link Settings#texts}. */
    static final OptionType<String> EVENT_KINDS = matching(
            "list of kinds",
            EVENT_KIND,
            "a kind of event as 'tributary events' calls it, for example 'set aside'",
            "failed");

    /** Read by {@link Settings#texts}, then by {@link NamePattern}. */
    static final OptionType<String> NAMES = matching(
            "list of names and patterns", "[^.`\\s]+", "a name, or a pattern of names like 'shop_%' or '*'", "?");

    static final OptionType<String> NAME_PREFIX = matching(
            "text",
            "([A-Za-z0-9][A-Za-z0-9_.-]*)?",
            "letters, digits, '_', '-' and '.', the first a letter or digit",
            "");

    /** Read by {@link Settings#texts}; an empty text is a value too. */
    static final OptionType<String> VALUES = matching("list of values", ".*", "a value", "?");

    static final OptionType<String> ANY_TEXT = matching("text", ".*", "a text", "?");

    /** Read by {@link RowConditions}. */
    static final OptionType<String> CONDITIONS = matching("list of conditions", ".*", "conditions", "?");

    /** Read by {@link Settings#pairs}. */
    static final OptionType<String> COLUMN_NAMES =
            matching("columns and their names", ".*\\S.*", "a column's name", "?");

    /** Read by {@link Settings#pairs}. */
    static final OptionType<String> ZERO_DATES = matching(
            "columns and refuse, nullable or a date",
            "refuse|nullable|\\d{4}-\\d\\d-\\d\\d",
            "refuse, nullable or a date like 1970-01-01",
            "refuse");

    /** Read by {@link Settings#pairs}. */
    static final OptionType<String> RANGE_POLICIES = matching(
            "columns and refuse, nullable, text or clamp",
            "refuse|nullable|text|clamp",
            "one of refuse, nullable, text, clamp",
            "refuse");

    /** Read by {@link Settings#pairs}. */
    static final OptionType<String> COLUMN_VALUES = matching("columns and their values", ".*", "a value", "?");

    /** Read by {@link Settings#pairs}. */
    static final OptionType<String> COLUMN_TYPE =
            matching("columns and their types", ".*\\S.*", "a ClickHouse type", "?");

    boolean accepts(String text) {
        try {
            return parser.apply(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** An enum by its constants in lower case with hyphens. */
    static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String name = Arrays.stream(constants).map(OptionType::spelling).collect(Collectors.joining(", "));
        Function<String, E> parser = text -> Arrays.stream(constants)
                .filter(constant ->
                        spelling(constant).equals(text.replace('_', '-').toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of " + name));
        return new OptionType<>(name, parser, constants[0]);
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static OptionType<String> matching(String name, String regex, String expected, String standIn) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        Function<String, String> parser = text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException(expected);
            }
            return text;
        };
        return new OptionType<>(name, parser, standIn);
    }

    private static OptionType<Integer> integer(String name, int minimum, int maximum) {
        OptionType<Long> whole = whole(name, minimum, maximum);
        return new OptionType<>(name, whole.parser.andThen(Math::toIntExact), minimum);
    }

    private static OptionType<Long> whole(String name, long minimum, long maximum) {
        Function<String, Long> parser = text -> {
            if (text.matches("\\d{1,18}")) {
                long value = Long.parseLong(text);
                if (value >= minimum && value <= maximum) {
                    return value;
                }
            }
            throw new IllegalArgumentException("a whole number from " + minimum + " to " + maximum);
        };
        return new OptionType<>(name, parser, minimum);
    }

    private static long amount(String text, Map<String, Long> units, String expected) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (matcher.matches()) {
            Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
            long number = Long.parseLong(matcher.group(1));
            if (unit != null && number > 0 && number <= Long.MAX_VALUE / unit) {
                return number * unit;
            }
        }
        throw new IllegalArgumentException(expected);
    }

    private static Duration interval(String text) {
        String expected = "a duration from 100ms to 1h, like '10s'";
        Duration interval = Duration.ofMillis(amount(text, MILLIS, expected));
        if (interval.compareTo(Duration.ofMillis(100)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(expected);
        }
        return interval;
    }

    private static String address(String text) {
        ServerAddress.parse(text, 1);
        return text;
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static String httpUrl(String text) {
        String expected = "the HTTP interface, like 'http://clickhouse:8123', user and password in keys of their own";
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }
}
