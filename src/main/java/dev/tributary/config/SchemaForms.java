package dev.tributary.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a JSON Schema says of each type of option. Scalars are texts to us and may look like numbers or truth values to an editor. */
final class SchemaForms {

    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private static final String DURATION = "^\\d{1,15}\\s*([mM][sS]|[sSmMhH])$";
    private static final String NO_DURATION = "^0([mM][sS]|[sSmMhH])?$";
    private static final String LIMIT = "\\s*[A-Za-z_][A-Za-z0-9_.]*\\s*=\\s*\\d{1,18}\\s*";
    private static final String SIZE = "^\\d{1,15}\\s*([kKmMgG]?[bB])$";

    private static final Map<OptionType<?>, Map<String, Object>> FORMS = forms();

    private SchemaForms() {}

    private static Map<OptionType<?>, Map<String, Object>> forms() {
        Map<OptionType<?>, Map<String, Object>> forms = new HashMap<>();
        forms.put(OptionType.TEXT, scalar("\\S"));
        forms.put(OptionType.ANY_TEXT, Map.of("type", SCALAR));
        forms.put(OptionType.JOB_NAME, scalar("^(?=.{1,64}$)[a-z0-9]+(_[a-z0-9]+)*$"));
        forms.put(OptionType.CONNECTION_NAME, scalar("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"));
        forms.put(OptionType.NAME_PREFIX, scalar("^([A-Za-z0-9][A-Za-z0-9_.-]*)?$"));
        forms.put(OptionType.TABLE, scalar("^[^.`\\s]+$"));
        forms.put(OptionType.TABLE_OR_QUALIFIED, scalar("^[^.`\\s]+(\\.[^.`\\s]+)?$"));
        forms.put(OptionType.QUALIFIED, scalar("^[^.`\\s]+\\.[^.`\\s]+$"));
        forms.put(OptionType.DATABASE, scalar("^[^.`\\s]+$"));
        forms.put(OptionType.HOST, scalar("^([A-Za-z0-9._-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)$"));
        forms.put(OptionType.HTTP_URL, scalar("^https?://[^@?]+$"));
        forms.put(OptionType.PORT, number(1, 65_535));
        forms.put(OptionType.PORT_OR_ANY, number(0, 65_535));
        forms.put(OptionType.COUNT, number(1, Integer.MAX_VALUE));
        forms.put(OptionType.COUNT_OR_NONE, number(0, Integer.MAX_VALUE));
        forms.put(OptionType.PARALLELISM, number(1, 256));
        forms.put(OptionType.PERCENT, number(0, 100));
        forms.put(OptionType.SERVER_ID, number(1, 4_294_967_295L));
        forms.put(OptionType.SIZE, pattern(SIZE));
        forms.put(OptionType.DURATION, pattern(DURATION));
        forms.put(OptionType.INTERVAL, pattern(DURATION));
        forms.put(
                OptionType.DURATION_OR_NONE,
                ordered("type", List.of("string", "integer"), "pattern", DURATION + "|" + NO_DURATION, "maximum", 0L));
        forms.put(OptionType.LOAD_LIMITS, pattern("^" + LIMIT + "(," + LIMIT + ")*$"));
        forms.put(OptionType.BOOLEAN, Map.of("enum", List.of(true, false, "true", "false")));
        forms.put(OptionType.SECRET, secret());
        forms.put(OptionType.HOSTS, list(scalar("\\S")));
        forms.put(OptionType.REFERENCES, list(scalar("^(env:[^\\s:]+|file:/.+)$")));
        forms.put(OptionType.NAMES, list(scalar("^[^.`\\s]+$")));
        forms.put(OptionType.COLUMNS, list(scalar("\\S")));
        forms.put(OptionType.EVENT_KINDS, list(Map.of("enum", List.of(OptionType.EVENT_KIND.split("\\|")))));
        forms.put(OptionType.VALUES, list(Map.of("type", SCALAR)));
        forms.put(OptionType.COLUMN_NAMES, pairs(scalar("\\S")));
        forms.put(OptionType.COLUMN_TYPE, pairs(scalar("\\S")));
        forms.put(OptionType.COLUMN_VALUES, pairs(Map.of("type", SCALAR)));
        forms.put(OptionType.ZERO_DATES, pairs(scalar("^(refuse|nullable|\\d{4}-\\d\\d-\\d\\d)$")));
        forms.put(OptionType.RANGE_POLICIES, pairs(Map.of("enum", List.of("refuse", "nullable", "text", "clamp"))));
        return forms;
    }

    /** @throws IllegalStateException for a type that nobody has described here yet */
    static Map<String, Object> of(OptionType<?> type) {
        Map<String, Object> form = FORMS.get(type);
        if (form != null) {
            return form;
        }
        if (type.standIn() instanceof Enum<?>) {
            return Map.of("enum", List.of(type.name().split(", ")));
        }
        throw new IllegalStateException(
                "SchemaForms says nothing of the type '" + type.name() + "'; add its form there");
    }

    /** A default as an editor would write it. */
    static Object value(OptionType<?> type, String text) {
        Object parsed = type.parser().apply(text);
        if (parsed instanceof Boolean) {
            return parsed;
        }
        return parsed instanceof Number && Pattern.matches("\\d{1,18}", text) ? (Object) Long.parseLong(text) : text;
    }

    private static Map<String, Object> scalar(String pattern) {
        return ordered("type", SCALAR, "pattern", pattern);
    }

    private static Map<String, Object> pattern(String pattern) {
        return ordered("type", "string", "pattern", pattern);
    }

    private static Map<String, Object> number(long minimum, long maximum) {
        Map<String, Object> number = ordered("type", List.of("integer", "string"), "pattern", "^\\d{1,18}$");
        number.put("minimum", minimum);
        number.put("maximum", maximum);
        return number;
    }

    private static Map<String, Object> list(Map<String, Object> item) {
        Map<String, Object> list = ordered("type", "array", "items", item);
        list.put("uniqueItems", true);
        return list;
    }

    private static Map<String, Object> pairs(Map<String, Object> value) {
        return ordered("type", "object", "additionalProperties", value);
    }

    private static Map<String, Object> secret() {
        List<Object> forms = List.of(Map.of("type", SCALAR), reference("env", "\\S"), reference("file", "\\S"));
        return ordered("anyOf", forms);
    }

    private static Map<String, Object> reference(String kind, String pattern) {
        Map<String, Object> reference = ordered("type", "object", "properties", Map.of(kind, pattern(pattern)));
        reference.put("required", List.of(kind));
        reference.put("additionalProperties", false);
        return reference;
    }

    /** In the order of the arguments: the text that is made of it is kept in a file. */
    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }
}
