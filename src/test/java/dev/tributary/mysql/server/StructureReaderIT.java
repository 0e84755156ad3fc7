package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class StructureReaderIT {

    private EmbeddedMySql mysql = TestServers.mysql(1);

    @Test
    void structureHoldsWhatDecidesOverRowsAndStatements() throws Exception {
        mysql.execute(
                "DROP DATABASE IF EXISTS structures",
                "CREATE DATABASE structures",
                """
                CREATE TABLE structures.Orders (
                  `Id` BIGINT UNSIGNED NOT NULL,
                  tenant INT NOT NULL,
                  name VARCHAR(40) CHARACTER SET utf8mb4,
                  note TEXT NOT NULL,
                  code CHAR(2) CHARACTER SET sjis NOT NULL,
                  kind ENUM('a','b,c','d''e') CHARACTER SET utf8mb4 NOT NULL,
                  total INT AS (tenant * 2) VIRTUAL,
                  kept INT AS (tenant * 3) STORED NOT NULL,
                  payload VARBINARY(10) NOT NULL,
                  PRIMARY KEY (tenant, `Id`),
                  UNIQUE KEY two (payload, code),
                  UNIQUE KEY nullable (name, code),
                  UNIQUE KEY expression ((tenant + 1), code),
                  UNIQUE KEY one (code),
                  KEY plain (note(10))
                ) DEFAULT CHARACTER SET latin1 COLLATE latin1_german2_ci""",
                "CREATE TABLE structures.orders (id INT) DEFAULT CHARACTER SET binary",
                "CREATE VIEW structures.seen AS SELECT * FROM structures.orders");

        Map<TableId, TableStructure> structures = read(
                id("Orders"), id("orders"), id("ORDERS"), id("seen"), id("missing"), new TableId("nowhere", "Orders"));

        assertThat(structures.keySet()).containsExactly(id("Orders"), id("orders"));
        TableStructure table = structures.get(id("Orders"));
        assertThat(table.id()).isEqualTo(id("Orders"));
        assertThat(table.columns())
                .extracting(Column::name)
                .containsExactly("Id", "tenant", "name", "note", "code", "kind", "total", "kept", "payload");
        assertThat(table.columns())
                .extracting(Column::characterSet)
                .containsExactly(null, null, "utf8mb4", "latin1", "sjis", "utf8mb4", null, null, null);
        assertThat(table.columns())
                .extracting(Column::nullable)
                .containsExactly(false, false, true, false, false, false, true, false, false);
        assertThat(table.column("id").orElseThrow().type().unsigned()).isTrue();
        assertThat(table.column("kind").orElseThrow().type().arguments()).containsExactly("a", "b,c", "d'e");
        assertThat(table.primaryKey()).containsExactly("tenant", "Id");
        assertThat(table.uniqueKeys()).isEqualTo(Map.of("one", List.of("code"), "two", List.of("payload", "code")));
        assertThat(table.characterSet()).isEqualTo("latin1");
        assertThat(structures.get(id("orders")).characterSet()).isEqualTo("binary");
        assertThat(structures.get(id("orders")).primaryKey()).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void otherServersTellTheSame() throws Exception {
        for (EmbeddedMySql other : List.of(TestServers.newestMySql(), TestServers.mariaDb())) {
            mysql = other;
            mysql.execute(
                    "DROP DATABASE IF EXISTS structures",
                    "CREATE DATABASE structures",
                    "CREATE TABLE structures.t (a INT NOT NULL, b VARCHAR(9) NOT NULL, c INT AS (a + 1), PRIMARY KEY (a),"
                            + " UNIQUE KEY u (b, a), UNIQUE KEY n (c)) DEFAULT CHARACTER SET latin1");
            assertThat(read(id("t"))).hasEntrySatisfying(id("t"), table -> {
                assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
                assertThat(table.columns()).extracting(Column::characterSet).containsExactly(null, "latin1", null);
                assertThat(table.primaryKey()).containsExactly("a");
                assertThat(table.uniqueKeys()).isEqualTo(Map.of("u", List.of("b", "a")));
                assertThat(table.characterSet()).isEqualTo("latin1");
            });
        }
    }

    @Test
    void tablesThatAreNotThereAreNamed() throws Exception {
        mysql.execute(
                "DROP DATABASE IF EXISTS structures",
                "CREATE DATABASE structures",
                "CREATE TABLE structures.t (a INT)");
        try (ServerSession session = session()) {
            ServerProbe.requireTables(session, List.of(id("t")));
            assertThatThrownBy(() -> ServerProbe.requireTables(session, List.of(id("t"), id("x"), id("w"))))
                    .isInstanceOf(StateMismatchException.class)
                    .hasMessageContaining("has no table structures.w, structures.x that user 'tributary' can see");
        }
    }

    private static TableId id(String table) {
        return new TableId("structures", table);
    }

    private Map<TableId, TableStructure> read(TableId... ids) throws SQLException {
        try (ServerSession session = session()) {
            return new StructureReader(session).read(Arrays.asList(ids));
        }
    }

    private ServerSession session() throws SQLException {
        return ServerSession.open(
                new MySqlEndpoint(
                        mysql.host(), mysql.port(), mysql.user(), new Secret(mysql.password()), TlsMode.PREFERRED),
                Duration.ofSeconds(10));
    }
}
