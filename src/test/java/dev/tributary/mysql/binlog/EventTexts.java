package dev.tributary.mysql.binlog;

import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionCommitted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionPrepared;
import dev.tributary.mysql.ddl.SessionSettings;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events as lines of text, with all that they say. */
final class EventTexts {

    private EventTexts() {}

    static String of(@Nullable BinlogEvent event) {
        if (event == null) {
            return "nothing";
        }
        EventHead head = event.head();
        return head.start() + "-" + head.end() + " at " + head.epochSecond() + " of " + head.serverId() + ": "
                + body(event);
    }

    private static String body(BinlogEvent event) {
        if (event instanceof FileBegan began) {
            return "file " + began.file() + " from " + began.offset();
        } else if (event instanceof TransactionBegan began) {
            return "begin " + began.gtid() + ", committed at " + began.committedAtMillis()
                    + (began.ends() ? ", ends by an event" : "");
        } else if (event instanceof TableMapped mapped) {
            return table(mapped.table());
        } else if (event instanceof RowsChanged changed) {
            return rows(changed.rows());
        } else if (event instanceof StatementExecuted statement) {
            return "statement in '" + statement.database() + "' with " + session(statement.session()) + ", error "
                    + statement.errorCode() + ": " + statement.text().replace("\n", "\\n");
        } else if (event instanceof TransactionCommitted) {
            return "commit";
        } else if (event instanceof TransactionPrepared prepared) {
            return "prepare " + prepared.xid() + (prepared.onePhase() ? " in one phase" : "");
        } else if (event instanceof Heartbeat) {
            return "heartbeat";
        }
        throw new IllegalArgumentException(event.toString());
    }

    private static String session(SessionSettings session) {
        return "SessionSettings[ansiQuotes=" + session.ansiQuotes() + ", backslashEscapes="
                + session.backslashEscapes() + ", strict=" + session.strict() + "]"
                + (session.timeZone().isEmpty() ? "" : " in " + session.timeZone());
    }

    private static String table(TableMap map) {
        String columns = IntStream.range(0, map.types().length)
                .mapToObj(i -> TypeNames.of(map.types()[i] & 0xFF, map.metadata()[i])
                        + (map.nullable().get(i) ? "" : " NOT NULL"))
                .collect(Collectors.joining(", "));
        return "table " + map.number() + " is " + map.database() + "." + map.table() + " (" + columns + "), unsigned "
                + map.signedness() + ", collations " + Arrays.toString(map.collations()) + ", names "
                + map.columnNames() + ", members " + map.members();
    }

    private static String rows(RowsData rows) {
        return rows.kind() + " in table " + rows.table() + " of " + rows.columns() + " columns, before " + rows.before()
                + ", after " + rows.after() + ": "
                + HexFormat.of().formatHex(rows.bytes(), rows.from(), rows.to());
    }
}
