package dev.tributary.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: names in snake case, times as ISO 8601 in UTC, durations as seconds under a name that ends so. What is added to
 * a record later is added here, and nothing is renamed.
 */
public final class JsonText {

    private JsonText() {}

    /** @param value records, lists, maps of texts, texts, numbers, truth values, enums, times, durations, and nulls */
    public static String of(@Nullable Object value) {
        return of(value, true);
    }

    /** On one line. */
    public static String line(@Nullable Object value) {
        return of(value, false);
    }

    private static String of(@Nullable Object value, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            if (pretty) {
                json.useDefaultPrettyPrinter();
            }
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Record record) {
            writeRecord(json, record);
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Duration duration) {
            json.writeNumber(duration.toMillis() / 1_000.0);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } else if (value instanceof Instant time) {
            json.writeString(time.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private static void writeRecord(JsonGenerator json, Record record) throws IOException {
        json.writeStartObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2");
            boolean isDuration = component.getType() == Duration.class;
            json.writeFieldName(name.toLowerCase(Locale.ROOT) + (isDuration ? "_seconds" : ""));
            try {
                write(json, component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("the component " + name + " of " + record.getClass() + " is hidden", e);
            }
        }
        json.writeEndObject();
    }
}
