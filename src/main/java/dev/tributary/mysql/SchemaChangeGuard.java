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
    private static final Pattern COMMENTS = Pattern.compile("/\\*(?!!).*?\\*/|--[^\\n]*|#[^\\n]*", Pattern.DOTALL);

    /** What MySQL executes although it stands between the signs of a comment: {@code /*!40000 DROP TABLE t}. */
    private static final Pattern EXECUTED_COMMENT_SIGNS = Pattern.compile("/\\*!\\d*|\\*/");

    private static final Pattern REMOVING = Pattern.compile(
            "^\\s*(TRUNCATE\\b|DROP\\s+TABLES?\\b|DROP\\s+DATABASE\\b|DROP\\s+SCHEMA\\b|RENAME\\s+TABLES?\\b|"
                    + "ALTER\\s+TABLE\\b.*\\b(RENAME\\b(?!\\s+(COLUMN|INDEX|KEY)\\b)|(TRUNCATE|DROP|EXCHANGE)\\s+PARTITION\\b))",
            Pattern.DOTALL);
    private static final Pattern WHOLE_DATABASE = Pattern.compile("^\\s*DROP\\s+(DATABASE|SCHEMA)\\b");
    private static final String IDENTIFIER = "(`[^`]+`|[\\p{L}\\p{N}_$]+)";
    private static final Pattern NAME = Pattern.compile("(?:" + IDENTIFIER + "\\s*\\.\\s*)?" + IDENTIFIER);

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
        String uncommented = COMMENTS.matcher(statement).replaceAll(" ");
        String plain =
                EXECUTED_COMMENT_SIGNS.matcher(uncommented).replaceAll(" ").toUpperCase(Locale.ROOT);
        if (!REMOVING.matcher(plain).find()) {
            return false;
        }
        String database = table.database().toUpperCase(Locale.ROOT);
        boolean wholeDatabase = WHOLE_DATABASE.matcher(plain).find();
        String name = wholeDatabase ? database : table.table().toUpperCase(Locale.ROOT);
        return NAME.matcher(plain)
                .results()
                .anyMatch(found -> name.equals(unquoted(found.group(2)))
                        && (found.group(1) == null || database.equals(unquoted(found.group(1)))));
    }

    private static String unquoted(String identifier) {
        return identifier.replace("`", "");
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
