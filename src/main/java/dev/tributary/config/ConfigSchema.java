package dev.tributary.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of {@code sync.yaml} as a JSON Schema, by which editors complete and check. It knows what can be told of one value;
 * {@link ConfigReader} decides about all of them.
 */
public final class ConfigSchema {

    private static final String LIST = "[]";

    private ConfigSchema() {}

    /** The schema as text, indented, with a line end; the same for the same options. */
    public static String json() {
        Map<String, Object> properties = new LinkedHashMap<>();
        Set<String> sections =
                Options.ALL.stream().map(Option::section).collect(Collectors.toCollection(LinkedHashSet::new));
        sections.forEach(section -> properties.put(section.replace(LIST, ""), section(section)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "sync.yaml of Tributary");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.of(Options.CLICKHOUSE));
        schema.put("additionalProperties", false);
        return text(schema) + "\n";
    }

    private static Map<String, Object> section(String section) {
        List<Option<?>> options = Options.ALL.stream()
                .filter(option -> option.section().equals(section))
                .toList();
        Map<String, Object> item = object(options);
        if (!section.endsWith(LIST)) {
            boolean required = options.stream().anyMatch(Option::required);
            item.put("type", required ? "object" : List.of("object", "null"));
            return item;
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", List.of("array", "null"));
        list.put(
                "items",
                section.equals(Options.TABLES)
                        ? Map.of("anyOf", List.of(SchemaForms.of(OptionType.TABLE), item))
                        : item);
        return list;
    }

    private static Map<String, Object> object(List<Option<?>> options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Option<?> option : options) {
            properties.put(option.name(), property(option));
            if (option.required()) {
                required.add(option.name());
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, Object> property(Option<?> option) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", option.description());
        if (option.type() == OptionType.CONDITIONS) {
            property.put("type", "array");
            property.put("items", object(RowConditions.ALL));
        } else {
            property.putAll(SchemaForms.of(option.type()));
        }
        String standard = option.defaultText();
        if (standard != null) {
            property.put("default", SchemaForms.value(option.type(), standard));
        }
        return property;
    }

    private static String text(Object value) {
        StringWriter text = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter));
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
