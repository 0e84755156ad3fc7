package dev.tributary.inspect;

import dev.tributary.config.LoadLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A MySQL server's load, by the status variables that limits name. */
public final class ServerLoad {

    private ServerLoad() {}

    /**
     * Which limit the server exceeds at this moment, in words.
     *
     * @throws SQLException also where the server has no such variable, or its value is no whole number
     */
    public static Optional<String> excess(Connection connection, LoadLimits limits) throws SQLException {
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> status = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String sql = "SHOW GLOBAL STATUS WHERE Variable_name IN ("
                + String.join(", ", Collections.nCopies(limits.highest().size(), "?")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (String name : limits.highest().keySet()) {
                statement.setString(parameter++, name);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    status.put(rows.getString(1), number(rows.getString(1), rows.getString(2)));
                }
            }
        }
        for (String name : limits.highest().keySet()) {
            if (!status.containsKey(name)) {
                throw new SQLException("the server has no status variable '" + name
                        + "', which max-load names; SHOW GLOBAL STATUS lists them");
            }
        }
        return limits.exceededBy(status);
    }

    private static long number(String name, String value) throws SQLException {
        try {
            return (long) Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new SQLException(
                    "the status variable '" + name + "', which max-load names, is '" + value + "' and no number", e);
        }
    }
}
