package dev.tributary.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we make of statements is what a server makes of them, behind each single one. */
class StructureApplyIT {

    @Test
    void handWrittenStatementsAreAppliedAsTheServerAppliesThem() throws Exception {
        try (Connection connection = connection(TestServers.mysql(1), "applied_by_hand")) {
            FollowedTable table = new FollowedTable(connection, "applied_by_hand", DdlDialect.USUAL);
            for (String statement : statements()) {
                table.execute(statement);
            }
            table.refusals.forEach(r -> System.out.println("REFUSED " + r));
            table.differences.forEach(r -> System.out.println("DIFFERENT " + r));
            System.out.println("EXECUTED " + table.executed);
            assertThat(table.differences).isEmpty();
        }
    }

    private static Connection connection(EmbeddedMySql server, String database) throws Exception {
        server.execute("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
        return server.rootConnection(database);
    }

    private static List<String> statements() throws Exception {
        try (InputStream in = StructureApplyIT.class.getResourceAsStream("statements.sql")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> statements = new ArrayList<>();
            StringBuilder statement = new StringBuilder();
            for (String line : text.lines().toList()) {
                if (statement.isEmpty() && (line.isEmpty() || line.startsWith("-- "))) {
                    continue;
                }
                statement.append(statement.isEmpty() ? "" : "\n").append(line);
                if (line.endsWith(";")) {
                    statements.add(statement.substring(0, statement.length() - 1));
                    statement.setLength(0);
                }
            }
            return statements;
        }
    }
}
