package dev.tributary.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query by which the change source reads rows of a snapshot, {@code SELECT * FROM `database`.`table` …}, asked for so
 * that MySQL sends every value in full.
 */
final class SnapshotQuery {

    private static final String NAME = "`((?:[^`]|``)+)`";
    private static final Pattern FORM =
            Pattern.compile("SELECT \\* FROM (" + NAME + "\\." + NAME + ")(.*)", Pattern.DOTALL);

    private static final String COLUMNS = "SELECT COLUMN_NAME, DATA_TYPE, EXTRA FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";

    private SnapshotQuery() {}

    /** The query to send in place of the given one; null for one that reads no snapshot. */
    static @Nullable String of(Connection connection, String sql) throws SQLException {
        Matcher matcher = FORM.matcher(sql);
        if (!matcher.matches()) {
            return null;
        }
        List<String> expressions = new ArrayList<>();
        boolean differs = false;
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, unquoted(matcher.group(2)));
            statement.setString(2, unquoted(matcher.group(3)));
            try (ResultSet columns = statement.executeQuery()) {
                while (columns.next()) {
                    String column = "`" + columns.getString(1).replace("`", "``") + "`";
                    boolean single = columns.getString(2).equalsIgnoreCase("float");
                    String extra = columns.getString(3);
                    differs |= single || extra != null && extra.contains("INVISIBLE");
                    // MySQL prints a FLOAT with six digits, and the double that it is with all.
                    expressions.add(single ? column + " + 0E0 AS " + column : column);
                }
            }
        }
        return differs
                ? "SELECT " + String.join(", ", expressions) + " FROM " + matcher.group(1) + matcher.group(4)
                : sql;
    }

    private static String unquoted(String name) {
        return name.replace("``", "`");
    }
}
