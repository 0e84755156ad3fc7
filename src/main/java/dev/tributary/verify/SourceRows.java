package dev.tributary.verify;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a query as MySQL prints them, streamed: the driver holds one row at a time. */
final class SourceRows implements MergeJoin.RowSource, AutoCloseable {

    private final Statement statement;
    private final ResultSet rows;
    private final int columns;

    SourceRows(Connection connection, String sql) throws SQLException {
        statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        try {
            statement.setFetchSize(Integer.MIN_VALUE); // Connector/J's word for streaming
            rows = statement.executeQuery(sql);
            columns = rows.getMetaData().getColumnCount();
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    @Override
    public @Nullable List<@Nullable String> next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        @Nullable String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
            byte[] text = rows.getBytes(i + 1); // what the server sent, not what the driver makes of it
            row[i] = text == null ? null : new String(text, StandardCharsets.UTF_8);
        }
        return Arrays.asList(row);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
