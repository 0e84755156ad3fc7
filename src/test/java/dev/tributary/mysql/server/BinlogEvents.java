package dev.tributary.mysql.server;

import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a binlog, as the server shows it. */
final class BinlogEvents {

    private BinlogEvents() {}

    /** The types of the events from a position to the end of its file, of statements their texts. */
    static List<String> from(EmbeddedMySql mysql, BinlogPosition position) throws SQLException {
        List<String> events = new ArrayList<>();
        try (Connection connection = mysql.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SHOW BINLOG EVENTS IN '" + position.file() + "' FROM " + position.offset())) {
            while (rows.next()) {
                String type = rows.getString(3);
                events.add(type.equals("Query") ? rows.getString(6) : type);
            }
        }
        return events;
    }

    /**
     * How many transactions begin between two places of a file.
     *
     * @param gtids gets those of the transactions; null where there are none
     */
    static long transactionsBetween(EmbeddedMySql mysql, BinlogPosition from, long to, @Nullable GtidSet gtids)
            throws SQLException {
        long count = 0;
        try (Connection connection = mysql.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SHOW BINLOG EVENTS IN '" + from.file() + "' FROM " + from.offset())) {
            while (rows.next() && rows.getLong(2) < to) {
                if (rows.getString(3).equals("Gtid")) {
                    count++;
                    if (gtids != null) {
                        gtids.add(rows.getString(6).replaceAll(".*'(.*)'.*", "$1"));
                    }
                }
            }
        }
        return count;
    }
}
