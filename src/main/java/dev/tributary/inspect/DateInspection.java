package dev.tributary.inspect;

import dev.tributary.inspect.DateEvidence.ColumnDates;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for dates that ClickHouse's types do not hold: at the defaults of columns, at the server's sql_mode, and at the rows at
 * both ends of tables that have no target yet. What it costs is bounded for a table and for the whole server.
 */
public final class DateInspection {

    private static final int ROWS_AT_EACH_END = 10_000;
    private static final Duration FOR_A_TABLE = Duration.ofSeconds(2);
    private static final Duration FOR_A_SERVER = Duration.ofSeconds(20);

    private static final Set<String> TYPES = Set.of("date", "datetime", "timestamp");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");
    private static final String DEFAULTS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_DEFAULT
              FROM information_schema.COLUMNS
             WHERE DATA_TYPE IN ('date', 'datetime', 'timestamp') AND COLUMN_DEFAULT IS NOT NULL
               AND TABLE_SCHEMA IN (%s) AND TABLE_NAME IN (%s)""";

    private final MySqlSession session;
    private final Map<TableId, Map<String, ColumnDates>> columns = new HashMap<>();
    private final Set<String> unseen = new TreeSet<>();

    public DateInspection(MySqlSession session) {
        this.session = session;
    }

    /** @param looksInto whether a table's rows are looked at */
    public DateEvidence read(Collection<TableSchema> tables, Predicate<TableId> looksInto) throws SQLException {
        if (tables.isEmpty()) {
            return DateEvidence.NONE;
        }
        readDefaults(tables);
        session.setIfKnown("max_execution_time", String.valueOf(FOR_A_TABLE.toMillis()));
        session.setIfKnown("max_statement_time", String.valueOf(FOR_A_TABLE.toSeconds()));
        long end = System.nanoTime() + FOR_A_SERVER.toNanos();
        for (TableSchema table : tables) {
            if (!looksInto.test(table.id())) {
                continue;
            }
            if (System.nanoTime() > end) {
                unseen.add(table.id().toString());
            } else {
                lookInto(table);
            }
        }
        session.setIfKnown("max_execution_time", "0");
        session.setIfKnown("max_statement_time", "0");
        return new DateEvidence(allowsZeroDates(), columns);
    }

    /** The tables whose rows were not looked at, since it would have taken too long or was not possible. */
    public Set<String> unseen() {
        return Collections.unmodifiableSet(unseen);
    }

    private void readDefaults(Collection<TableSchema> tables) throws SQLException {
        List<String> databases =
                tables.stream().map(table -> table.id().database()).distinct().toList();
        List<String> names =
                tables.stream().map(table -> table.id().table()).distinct().toList();
        session.query(
                String.format(DEFAULTS, marks(databases.size()), marks(names.size())),
                row -> {
                    // MariaDB writes a constant in quotes.
                    String standard = row.getString(4).replace("'", "");
                    if (DATE.matcher(standard).matches()) {
                        put(new TableId(row.getString(1), row.getString(2)), row.getString(3), standard, List.of());
                    }
                },
                Stream.concat(databases.stream(), names.stream()).toArray(String[]::new));
    }

    private void put(TableId table, String column, @Nullable String standard, List<String> found) {
        columns.computeIfAbsent(table, unused -> new HashMap<>()).put(column, new ColumnDates(standard, found));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private boolean allowsZeroDates() throws SQLException {
        List<String> modes = new ArrayList<>();
        session.query(
                "SELECT @@GLOBAL.sql_mode",
                row -> modes.addAll(Arrays.asList(String.valueOf(row.getString(1))
                        .toUpperCase(Locale.ROOT)
                        .split(","))));
        boolean strict = modes.contains("STRICT_TRANS_TABLES") || modes.contains("STRICT_ALL_TABLES");
        return !strict || !modes.contains("NO_ZERO_DATE") || !modes.contains("NO_ZERO_IN_DATE");
    }

    private void lookInto(TableSchema table) {
        List<Column> dates = table.columns().stream()
                .filter(column -> TYPES.contains(column.type().name()))
                .toList();
        if (dates.isEmpty()) {
            return;
        }
        Map<String, Set<String>> found = new HashMap<>();
        try {
            lookInto(table, dates, "", found);
            if (!table.primaryKey().isEmpty()) {
                lookInto(table, dates, " DESC", found);
            }
        } catch (SQLException e) {
            // Too slow, or not allowed; what is not allowed is told by the check of the privileges.
            unseen.add(table.id().toString());
        }
        found.forEach((column, texts) -> put(
                table.id(),
                column,
                columns.getOrDefault(table.id(), Map.of())
                        .getOrDefault(column, ColumnDates.UNKNOWN)
                        .standard(),
                List.copyOf(texts)));
    }

    /** Adds the lowest and the highest date of each column, and one that is none, of the rows at one end of the table. */
    private void lookInto(TableSchema table, List<Column> dates, String direction, Map<String, Set<String>> found)
            throws SQLException {
        String ends = dates.stream()
                .map(column -> quote(column.name()))
                .map(name -> "CAST(MIN(" + name + ") AS CHAR), CAST(MAX(" + name + ") AS CHAR), CAST(MAX(IF(MONTH("
                        + name + ") = 0 OR DAYOFMONTH(" + name + ") = 0, " + name + ", NULL)) AS CHAR)")
                .collect(Collectors.joining(", "));
        String names = dates.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
        String order = table.primaryKey().isEmpty()
                ? ""
                : table.primaryKey().stream()
                        .map(name -> quote(name) + direction)
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
        String sql = "SELECT " + ends + " FROM (SELECT " + names + " FROM "
                + quote(table.id().database()) + "." + quote(table.id().table()) + order + " LIMIT " + ROWS_AT_EACH_END
                + ") some_rows";
        session.query(sql, row -> {
            for (int i = 0; i < dates.size(); i++) {
                for (int j = 1; j <= 3; j++) {
                    String text = row.getString(3 * i + j);
                    if (text != null) {
                        found.computeIfAbsent(dates.get(i).name(), unused -> new TreeSet<>())
                                .add(text);
                    }
                }
            }
        });
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
