package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Foreign keys as an account sees them that may do no more than SELECT. */
class ForeignKeyReaderIT {

    private static final TableId ITEMS = new TableId("keys_it", "odd`items");

    private final EmbeddedMySql server = TestServers.mysql(1);

    @BeforeEach
    void createTables() {
        dropTables();
        server.execute(
                "CREATE DATABASE keys_it",
                "CREATE DATABASE keys_it_other",
                "CREATE TABLE keys_it_other.customers (id INT PRIMARY KEY)",
                "CREATE TABLE keys_it.orders (id INT, part INT, customer INT, PRIMARY KEY (id, part), CONSTRAINT of_customer"
                        + " FOREIGN KEY (customer) REFERENCES keys_it_other.customers (id) ON DELETE SET NULL)",
                "CREATE TABLE keys_it.`odd``items` (id INT PRIMARY KEY, `an, order` INT, part INT, itself INT, CONSTRAINT"
                        + " of_order FOREIGN KEY (`an, order`, part) REFERENCES keys_it.orders (id, part) ON UPDATE CASCADE,"
                        + " CONSTRAINT of_itself FOREIGN KEY (itself) REFERENCES keys_it.`odd``items` (id) ON DELETE CASCADE,"
                        + " CONSTRAINT harmless FOREIGN KEY (itself) REFERENCES keys_it.`odd``items` (id) ON DELETE RESTRICT)",
                "CREATE USER keys_it IDENTIFIED WITH mysql_native_password BY 'x'",
                "GRANT SELECT ON keys_it.* TO keys_it",
                "GRANT SELECT ON keys_it_other.* TO keys_it");
    }

    @AfterEach
    void dropTables() {
        server.execute(
                "DROP DATABASE IF EXISTS keys_it",
                "DROP DATABASE IF EXISTS keys_it_other",
                "DROP USER IF EXISTS keys_it");
    }

    @Test
    void bothWaysOfReadingFindTheSame() throws Exception {
        try (MySqlSession session = session()) {
            ForeignKeyReader reader = new ForeignKeyReader(session);
            List<ForeignKey> bySchema = reader.readBySchema(List.of(ITEMS));

            assertThat(bySchema)
                    .extracting(ForeignKey::toString)
                    .containsExactlyInAnyOrder(
                            "of_order (an, order, part) REFERENCES orders (id, part) ON DELETE NO ACTION ON UPDATE CASCADE",
                            "of_itself (itself) REFERENCES odd`items (id) ON DELETE CASCADE ON UPDATE NO ACTION",
                            "of_customer (customer) REFERENCES keys_it_other.customers (id) ON DELETE SET NULL ON UPDATE NO"
                                    + " ACTION");
            assertThat(reader.readByStatements(List.of(ITEMS)))
                    .extracting(
                            key -> key.child() + " " + key.name() + key.columns() + key.parent() + key.parentColumns())
                    .containsExactlyInAnyOrderElementsOf(bySchema.stream()
                            .map(key ->
                                    key.child() + " " + key.name() + key.columns() + key.parent() + key.parentColumns())
                            .toList());
        }
    }

    @Test
    void aParentThatIsHiddenEndsTheChain() throws Exception {
        server.execute("REVOKE SELECT ON keys_it_other.* FROM keys_it");
        try (MySqlSession session = session()) {
            assertThat(new ForeignKeyReader(session).readByStatements(List.of(ITEMS)))
                    .extracting(ForeignKey::name)
                    .containsExactlyInAnyOrder("of_order", "of_itself", "of_customer");
        }
    }

    private MySqlSession session() throws Exception {
        return MySqlSession.open(
                new MySqlEndpoint(server.host(), server.port(), "keys_it", new Secret("x"), TlsMode.PREFERRED),
                null,
                Duration.ofSeconds(10));
    }
}
