package dev.tributary.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of one section on their way to a record. A value that is missing or wrong becomes a {@link Problem}
 * with its path, and its type's stand-in is read instead, so that all problems are found in one go.
 */
public final class Settings {

    /** As the service database and shells write it. A map never looks so. */
    private static final Pattern LIKE_A_REFERENCE = Pattern.compile("env:\\w+|file:/.+|\\$\\{[^}]*}");

    private final String path;
    private final Map<String, Object> values;
    private final Secrets secrets;
    private final List<Problem> problems;

    /**
     * @param path leads the paths of all problems; empty for the top level
     * @param values each a String, a List or a Map, again of these
     * @param problems takes what is found wrong
     */
    public Settings(String path, Map<String, Object> values, Secrets secrets, List<Problem> problems) {
        this.path = path;
        this.values = values;
        this.secrets = secrets;
        this.problems = problems;
    }

    void refuseUnknownKeys(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String near = Spelling.nearest(key, known);
                problem(
                        key,
                        "unknown key; "
                                + (near != null
                                        ? "did you mean '" + near + "'?"
                                        : "known here: " + String.join(", ", known)));
            }
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String path() {
        return path;
    }

    /** The text as it is written, right or wrong; empty where there is none. */
    String textOrEmpty(Option<String> option) {
        return values.get(option.name()) instanceof String text ? text : "";
    }

    boolean isEmptyList(String key) {
        return values.get(key) instanceof List<?> items && items.isEmpty();
    }

    /** The value, or the default; a required option that is missing is a problem. */
    <T> T get(Option<T> option) {
        T value = find(option);
        if (value != null) {
            return value;
        }
        if (option.defaultText() != null) {
            return option.type().parser().apply(option.defaultText());
        }
        if (!values.containsKey(option.name())) {
            problem(option.name(), "missing; expected " + article(option.type().name()) + ": " + option.description());
        }
        return option.type().standIn();
    }

    /** The value, or null where there is none; also null, after reporting it, for a value that is refused. */
    <T> @Nullable T find(Option<T> option) {
        Object value = values.get(option.name());
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            problem(option.name(), "expected " + article(option.type().name()) + ", not " + kind(value));
            return option.defaultText() == null ? option.type().standIn() : null;
        }
        return parse(option.name(), text, option.type());
    }

    private <T> T parse(String key, String text, OptionType<T> type) {
        try {
            return type.parser().apply(text);
        } catch (IllegalArgumentException e) {
            problem(key, "'" + shown(text) + "' is not valid; expected " + e.getMessage());
            return type.standIn();
        }
    }

    /** A plain text, {@code {env: NAME}} or {@code {file: /path}}, which is kept as it is, and must lead to a secret here. */
    Secret secret(Option<Secret> option) {
        Object value = values.get(option.name());
        if (value == null) {
            return get(option);
        }
        Secret secret = secret(value);
        if (secret == null) {
            problem(option.name(), "expected a text, {env: NAME} or {file: /path}");
            return option.type().standIn();
        }
        if (LIKE_A_REFERENCE.matcher(value.toString()).matches()) {
            problem(
                    option.name(),
                    "reads like a reference, but is a text; write {env: NAME} or {file: /path}, also if the secret does read so");
        }
        try {
            secrets.resolve(secret);
        } catch (SecretUnavailableException e) {
            problem(option.name(), String.valueOf(e.getMessage()));
        }
        return secret;
    }

    /** A secret that is the URL of an HTTP server. No problem tells it. */
    Secret secretUrl(Option<Secret> option) {
        int before = problemCount();
        Secret secret = secret(option);
        if (problemCount() == before && !secrets.resolve(secret).matches("https?://[^/\\s][^\\s]*")) {
            problem(
                    option.name(),
                    "expected an address that begins with http:// or https://; what is given is not shown here");
        }
        return secret;
    }

    private static @Nullable Secret secret(Object value) {
        if (value instanceof String text) {
            return new Secret(text);
        }
        if (value instanceof Map<?, ?> reference && reference.size() == 1) {
            if (reference.get("env") instanceof String name) {
                return Secret.ofEnvironment(name);
            }
            if (reference.get("file") instanceof String file) {
                return Secret.ofFile(file);
            }
        }
        return null;
    }

    /** A list of texts; empty where there is none. */
    List<String> texts(Option<String> option) {
        Object value = values.get(option.name());
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            problem(
                    option.name(),
                    "expected " + article(option.type().name()) + " like " + example(option.type()) + ", not "
                            + kind(value));
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String key = option.name() + "[" + i + "]";
            if (items.get(i) instanceof String text) {
                if (texts.contains(text)) {
                    problem(key, "'" + text + "' is named twice; remove one");
                }
                texts.add(parse(key, text, option.type()));
            } else {
                problem(key, "expected a text, not " + kind(items.get(i)));
            }
        }
        return texts;
    }

    /** Texts by names that the user chooses; empty where there are none. */
    Map<String, String> pairs(Option<String> option) {
        Object value = values.get(option.name());
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> given)) {
            problem(option.name(), "expected " + option.type().name() + " like {flag: Bool}, not " + kind(value));
            return Map.of();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        given.forEach((name, text) -> {
            String key = option.name() + "." + name;
            if (text instanceof String) {
                pairs.put(String.valueOf(name), parse(key, (String) text, option.type()));
            } else {
                problem(key, "expected a text, not " + kind(text));
            }
        });
        return pairs;
    }

    /** The section below the key; an empty one where there is none. */
    Settings section(String key) {
        Object value = values.getOrDefault(key, Map.of());
        if (!(value instanceof Map<?, ?>)) {
            problem(key, "expected keys and values below it, not " + kind(value));
        }
        return below(key, value);
    }

    /** The sections of a list, each with its index in its path. */
    List<Settings> sections(String key) {
        return sections(key, null);
    }

    /** @param textKey what an item means that is a text: the section with this text below this key; null: nothing */
    List<Settings> sections(String key, @Nullable Option<String> textKey) {
        Object value = values.getOrDefault(key, List.of());
        if (!(value instanceof List<?> items)) {
            problem(key, "expected a list, each item with '- ' before its first key, not " + kind(value));
            return List.of();
        }
        List<Settings> sections = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String indexed = key + "[" + i + "]";
            if (items.get(i) instanceof Map<?, ?> item) {
                sections.add(below(indexed, item));
            } else if (textKey != null && items.get(i) instanceof String text) {
                sections.add(below(indexed, Map.of(textKey.name(), text)));
            } else {
                problem(indexed, "expected keys and values, not " + kind(items.get(i)));
            }
        }
        return sections;
    }

    @SuppressWarnings("unchecked") // keys are texts, see the constructor
    private Settings below(String key, Object value) {
        Map<String, Object> inner = value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        return new Settings(pathOf(key), inner, secrets, problems);
    }

    /** How many problems there are by now: a caller compares two counts to see whether a step went well. */
    int problemCount() {
        return problems.size();
    }

    void problem(String key, String message) {
        problems.add(new Problem(pathOf(key), message));
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Without the user, the password and the parameters that somebody put into a URL. */
    private static String shown(String text) {
        return text.replaceFirst("^([a-z:]*//)?[^/]*@", "$1********@").replaceFirst("\\?.*", "?********");
    }

    private static String example(OptionType<String> type) {
        if (type == OptionType.REFERENCES) {
            return "[env:NAME]";
        }
        if (type == OptionType.EVENT_KINDS) {
            return "[failed, set aside]";
        }
        if (type == OptionType.NAMES) {
            return "['shop_%']";
        }
        return type == OptionType.HOSTS ? "[mysql-1, mysql-2]" : "[id, part]";
    }

    private static String article(String noun) {
        return noun.contains(",") ? "one of " + noun : noun.contains("/") ? noun : "a " + noun;
    }

    private static String kind(@Nullable Object value) {
        if (value instanceof Map) {
            return "keys and values";
        }
        if (value instanceof String text && text.contains("://")) {
            return "an address"; // which may hold a token
        }
        return value instanceof List ? "a list" : value == null ? "nothing" : "'" + value + "'";
    }
}
