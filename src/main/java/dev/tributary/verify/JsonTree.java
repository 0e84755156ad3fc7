package dev.tributary.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.mapping.JsonNormalForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A document as lists, and maps without those members that ClickHouse's type JSON does not keep: nulls and objects without
 * members. Everything else is its token and its text in the normal form.
 */
final class JsonTree {

    private JsonTree() {}

    static Object of(String document) throws IOException {
        try (JsonParser parser = JsonNormalForm.parser(JsonNormalForm.normalize(document))) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            default -> Map.entry(kind(token), parser.getText());
        };
    }

    /** The two tokens of numbers are one kind: ClickHouse prints a double without a fraction as a whole number. */
    private static JsonToken kind(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_FLOAT ? JsonToken.VALUE_NUMBER_INT : token;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            Object value = value(parser);
            if (!isNull && !value.equals(Map.of())) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }
}
