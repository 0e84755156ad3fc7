package dev.tributary.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A script of {@code upgrades}: what an old installation has, how it is brought up to date, and changes that come afterwards.
 *
 * @param configuration the replicated tables, each as in the configuration
 * @param readAnew those of them that no statement after statement can follow
 */
record UpgradeScript(
        String sqlMode,
        List<String> configuration,
        Set<String> readAnew,
        List<String> before,
        List<String> upgrade,
        List<String> afterwards) {

    static UpgradeScript read(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(UpgradeScript.class.getResourceAsStream("/upgrades/" + name + ".sql"), name)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
            StringBuilder statement = new StringBuilder();
            for (String line : lines) {
                if (line.equals("-- upgrade") || line.equals("-- afterwards")) {
                    parts.add(new ArrayList<>());
                } else if (!line.startsWith("--")) {
                    statement.append(line).append('\n');
                }
                if (line.endsWith(";")) {
                    String text = statement.toString().strip();
                    parts.get(parts.size() - 1).add(text.substring(0, text.length() - 1));
                    statement.setLength(0);
                }
            }
            return new UpgradeScript(
                    header(lines, "sql_mode"),
                    lines.stream()
                            .filter(line -> line.startsWith("--   {source: "))
                            .map(line -> line.substring(2).strip())
                            .toList(),
                    new TreeSet<>(names(header(lines, "read anew"))),
                    parts.get(0),
                    parts.get(1),
                    parts.get(2));
        }
    }

    private static String header(List<String> lines, String key) {
        String start = "-- " + key + ":";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(", "));
    }

    List<String> tables() {
        return configuration.stream()
                .map(table -> table.substring("{source: ".length()).split("[,}]")[0])
                .toList();
    }

    /** Executes statements in one session, one after the other, without a pause. */
    void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = '" + sqlMode + "'");
            for (String each : statements) {
                try {
                    statement.execute(each);
                } catch (SQLException e) {
                    throw new SQLException(each, e);
                }
            }
        }
    }
}
