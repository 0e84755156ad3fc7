package dev.tributary.mysql.binlog;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Structures for tests. */
final class TableStructures {

    private static final String NOT_NULL = " not null";
    private static final String CHARACTER_SET = " character set ";

    private TableStructures() {}

    /** @param columns as {@code name type [character set …] [not null]}, a comma and a blank between them */
    static TableStructure of(String columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns.split(", ")) {
            boolean nullable = !column.endsWith(NOT_NULL);
            String rest = nullable ? column : column.substring(0, column.length() - NOT_NULL.length());
            int at = rest.indexOf(CHARACTER_SET);
            String characterSet = at < 0 ? null : rest.substring(at + CHARACTER_SET.length());
            String typed = at < 0 ? rest : rest.substring(0, at);
            int blank = typed.indexOf(' ');
            parsed.add(new Column(
                    typed.substring(0, blank), MySqlType.parse(typed.substring(blank + 1)), nullable, characterSet));
        }
        return new TableStructure(new TableId("d", "t"), parsed, List.of(), Map.of(), "utf8mb4");
    }
}
