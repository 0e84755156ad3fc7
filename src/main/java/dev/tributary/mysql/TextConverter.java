package dev.tributary.mysql;

import dev.tributary.mapping.CharacterSets;
import dev.tributary.model.Column;
import dev.tributary.model.TableSchema;
import dev.tributary.plan.RoutePlan;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the texts of the binlog, which are bytes in the column's character set, where the change source would read them by
 * another one. Texts of a snapshot come decoded by the server. The change source makes it by its name.
 */
public final class TextConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    private static final String NAME = "texts";
    private static final String COLUMNS = "columns";
    private static final String ENTRY_END = "\n";
    private static final String KEY_END = "\t";

    private List<String> entries = List.of();

    /** Tells the change source to make a converter for the planned columns that need one. */
    static void configure(Properties debezium, List<RoutePlan> routes) {
        String columns = routes.stream()
                .map(RoutePlan::source)
                .flatMap(TextConverter::entries)
                .distinct()
                .collect(Collectors.joining(ENTRY_END));
        if (!columns.isEmpty()) {
            debezium.setProperty("converters", NAME);
            debezium.setProperty(NAME + ".type", TextConverter.class.getName());
            debezium.setProperty(NAME + "." + COLUMNS, columns);
        }
    }

    private static Stream<String> entries(TableSchema table) {
        return table.columns().stream()
                .filter(column -> isText(column) && CharacterSets.needsDecoder(column.characterSet()))
                .map(column -> key(table.id().toString(), column.name()) + column.characterSet());
    }

    /** The members of enums and sets come by their numbers. */
    private static boolean isText(Column column) {
        return !column.type().name().equals("enum") && !column.type().name().equals("set");
    }

    private static String key(String table, String column) {
        return table + KEY_END + column + KEY_END;
    }

    @Override
    public void configure(Properties properties) {
        entries = properties.getProperty(COLUMNS).lines().toList();
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        String key = key(column.dataCollection(), column.name());
        for (String entry : entries) {
            if (entry.startsWith(key)) {
                CharacterSets.Decoder decoder =
                        Objects.requireNonNull(CharacterSets.decoder(entry.substring(key.length())));
                registration.register(SchemaBuilder.string(), value -> text(value, decoder));
            }
        }
    }

    private static @Nullable Object text(@Nullable Object value, CharacterSets.Decoder decoder) {
        return value instanceof byte[] bytes ? decoder.decode(bytes) : value;
    }
}
