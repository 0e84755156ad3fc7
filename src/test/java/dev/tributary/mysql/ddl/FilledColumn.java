package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column that comes to a table with one row: what a server puts into it, and what we put into the target. */
final class FilledColumn {

    private static final String SIGNED_MICROSECONDS =
            "IF(c < 0, -1, 1) * (ABS(TIME_TO_SEC(c)) * 1000000 + MICROSECOND(c))";

    private final Connection connection;
    private final TableStructure before;

    /** @param connection whose default database is the given one */
    FilledColumn(Connection connection, String database) {
        this.connection = connection;
        this.before = new TableStructure(
                new TableId(database, "t"),
                List.of(new Column("id", MySqlType.parse("int"), false)),
                List.of("id"),
                Map.of(),
                "utf8mb4");
    }

    /** What is wrong with what we make of a line of {@code defaults.txt}; null if nothing is. */
    @Nullable
    String problem(String line) throws SQLException {
        boolean unknown = line.startsWith("!");
        boolean strict = !line.replace("!", "").startsWith("~");
        String definition = line.replaceFirst("^[!~]+", "");
        String ddl = "ALTER TABLE t ADD c " + definition;
        String expected = filled(ddl, definition.toLowerCase(Locale.ROOT), strict);
        try {
            String actual = Decoded.text(rewrite(ddl, strict).columns().get(0));
            return unknown || !actual.equals(expected) ? "MySQL has " + expected + ", we have " + actual : null;
        } catch (RefusedTableException e) {
            return unknown ? null : "refused, and MySQL has " + expected;
        }
    }

    private TableRewrite rewrite(String ddl, boolean strict) {
        DdlEffects effects =
                new DdlEffects(Routes.of(before, List.of("id"), Overrides.NONE), Routes.APPLYING, DdlDialect.USUAL);
        TableDdl read = new DdlReader(List.of(before.id()), DdlDialect.USUAL)
                .read(before.id().database(), new SessionSettings(false, true, strict), ddl)
                .get(0);
        List<TableRewrite> rewrites =
                effects.apply(before, read, 1, KnownTables.NONE).rewrites();
        if (rewrites.size() != 1) {
            throw new AssertionError(ddl + " gives " + rewrites);
        }
        return rewrites.get(0);
    }

    private String filled(String ddl, String type, boolean strict) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = " + (strict ? "'STRICT_TRANS_TABLES'" : "''"));
            statement.execute("DROP TABLE IF EXISTS t");
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY) CHARSET utf8mb4");
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute(ddl);
            return text(statement, type);
        }
    }

    /** The value of the one row in the form of {@link Decoded}. */
    private static String text(Statement statement, String type) throws SQLException {
        if (type.matches("(float|double|real).*")) {
            return query(statement, "c + 0e0", value -> Double.toString(Double.parseDouble(value)));
        }
        if (type.startsWith("bit")) {
            return query(statement, "CAST(c + 0 AS UNSIGNED)", value -> value);
        }
        if (type.matches("time\\b(?!stamp).*")) {
            return query(
                    statement,
                    SIGNED_MICROSECONDS,
                    value -> new BigDecimal(value).toBigInteger().toString());
        }
        if (type.matches("(var)?binary.*|.*blob.*")) {
            return query(statement, "HEX(c)", FilledColumn::ofHex);
        }
        return query(statement, "HEX(CAST(c AS CHAR CHARACTER SET utf8mb4))", value -> {
            String text = ofHex(value);
            if (type.matches("(date|timestamp).*") && text.contains("-00")) {
                return "NULL";
            }
            return type.matches("(datetime|timestamp).*")
                    ? LocalDateTime.parse(text.replace(' ', 'T')).toString()
                    : type.startsWith("year") ? Integer.toString(Integer.parseInt(text)) : text;
        });
    }

    private static String ofHex(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }

    private interface Form {
        String of(String value);
    }

    private static String query(Statement statement, String expression, Form form) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT " + expression + " FROM t")) {
            rows.next();
            String value = rows.getString(1);
            return value == null ? "NULL" : form.of(value);
        }
    }
}
