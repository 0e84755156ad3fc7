package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.List;

/**
 * A change of rows that stands in the binlog as its text.
 *
 * @param tables those that it is known to write to, replicated or not
 * @param doubt why it can have written to others as well, as far as its text tells; empty where it does not
 */
public record StatementWrite(List<TableId> tables, String doubt) {

    public StatementWrite {
        tables = List.copyOf(tables);
    }
}
