package dev.tributary.clickhouse;

import dev.tributary.model.TableId;
import java.util.List;
import java.util.stream.Collectors;

/** Names and texts as ClickHouse's SQL takes them, whatever they hold. */
public final class Identifiers {

    private Identifiers() {}

    public static String quote(String identifier) {
        return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    public static String quote(TableId table) {
        return quote(table.database()) + "." + quote(table.table());
    }

    public static String quoteAll(List<String> identifiers) {
        return identifiers.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
