package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;

/** Names in statements: in backticks, which every sql_mode takes for names. */
final class Sql {

    private Sql() {}

    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String name(TableId table) {
        return name(table.database()) + "." + name(table.table());
    }
}
