package dev.tributary.mysql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the DDL that passes in the binlog. Statements that take rows or tables away without row events (TRUNCATE, DROP,
 * RENAME) would leave rows behind in ClickHouse, so they end the job when they name a replicated table; altered columns are
 * noticed at the next row, which carries its structure.
 */
final class SchemaChangeGuard {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|--[^\\n]*|#[^\\n]*", Pattern.DOTALL);
    private static final Pattern REMOVING = Pattern.compile(
            "^\\s*(TRUNCATE\\b|DROP\\s+TABLE\\b|DROP\\s+DATABASE\\b|DROP\\s+SCHEMA\\b|RENAME\\s+TABLE\\b|"
                    + "ALTER\\s+TABLE\\b.*\\b(RENAME\\s+(TO|AS)\\b|TRUNCATE\\s+PARTITION\\b|DROP\\s+PARTITION\\b))");

    private SchemaChangeGuard() {}

    static void check(Struct record, List<RoutePlan> routes) {
        String statement = statement(record.getString("historyRecord"));
        if (statement == null) {
            return;
        }
        String database = record.getStruct("source").getString("db");
        for (RoutePlan route : routes) {
            TableId table = route.source().id();
            if (table.database().equals(database) && removes(statement, table)) {
                throw new SchemaChangedException(table, statement.strip());
            }
        }
    }

    static boolean removes(String statement, TableId table) {
        String plain = COMMENTS.matcher(statement).replaceAll(" ").toUpperCase(Locale.ROOT);
        if (!REMOVING.matcher(plain).find()) {
            return false;
        }
        String name = table.table().toUpperCase(Locale.ROOT);
        String database = table.database().toUpperCase(Locale.ROOT);
        boolean wholeDatabase = plain.strip().matches("DROP\\s+(DATABASE|SCHEMA)\\b.*");
        return mentions(plain, wholeDatabase ? database : name);
    }

    private static boolean mentions(String statement, String name) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_$])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_$])")
                .matcher(statement)
                .find();
    }

    private static @Nullable String statement(String historyRecord) {
        try (JsonParser json = JSON.createParser(historyRecord)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("ddl")) {
                    return json.getValueAsString();
                }
                json.skipChildren();
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("Debezium wrote a schema change that is no JSON", e);
        }
    }
}
