package dev.tributary.mysql.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueText;
import dev.tributary.model.Column;
import dev.tributary.plan.RoutePlan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as text, for errors and dead letters. */
final class RowText {

    private static final JsonFactory JSON = new JsonFactory();

    private RowText() {}

    /** The merge fields: {@code id=17, region=eu}. */
    static String key(SourceRow row, RoutePlan route) {
        List<Column> columns = route.source().columns();
        return route.sourceKey().stream()
                .map(key -> {
                    int index = indexOf(key, columns);
                    String text = text(row, index, columns.get(index));
                    return key + "=" + (text == null ? "NULL" : text);
                })
                .collect(Collectors.joining(", "));
    }

    private static int indexOf(String name, List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("the row has no column '" + name + "'");
    }

    /** The row's replicated columns; bytes as Base64, everything else as text. */
    static String json(SourceRow row, RoutePlan route) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            Set<String> replicated = route.target().columnNames().stream()
                    .flatMap(column -> route.sourceOf(column).stream())
                    .map(Column::name)
                    .collect(Collectors.toSet());
            List<Column> columns = route.source().columns();
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                if (replicated.contains(column.name())) {
                    json.writeStringField(column.name(), text(row, i, column));
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static @Nullable String text(SourceRow row, int index, Column column) {
        ValueText text = new ValueText(column.type());
        try {
            row.tell(index, text);
            return text.text();
        } catch (UnencodableValueException e) {
            return "(" + e.getMessage() + ")";
        }
    }
}
