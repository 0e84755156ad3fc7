package dev.tributary.mysql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.mapping.ValueText;
import dev.tributary.model.Column;
import dev.tributary.plan.RoutePlan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Field;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Rows as text, for errors and dead letters. */
final class RowText {

    private static final JsonFactory JSON = new JsonFactory();

    private RowText() {}

    /** The merge fields: {@code id=17, region=eu}. */
    static String key(Struct row, RoutePlan route) {
        return route.sourceKey().stream()
                .map(column -> column + "=" + text(row.getWithoutDefault(column), column, route))
                .collect(Collectors.joining(", "));
    }

    /** The row's replicated columns; bytes as Base64, everything else as text. */
    static String json(Struct row, RoutePlan route) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            Set<String> replicated = route.target().columnNames().stream()
                    .flatMap(column -> route.sourceOf(column).stream())
                    .map(Column::name)
                    .collect(Collectors.toSet());
            for (Field field : row.schema().fields()) {
                if (!replicated.contains(field.name())) {
                    continue;
                }
                Object value = row.getWithoutDefault(field.name());
                if (value == null) {
                    json.writeNullField(field.name());
                } else {
                    json.writeStringField(field.name(), text(value, field.name(), route));
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String text(@Nullable Object value, String column, RoutePlan route) {
        return value == null
                ? "NULL"
                : ValueText.of(route.source().column(column).orElseThrow().type(), value);
    }
}
