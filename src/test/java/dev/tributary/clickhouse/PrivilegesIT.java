package dev.tributary.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine of the tests has no users, so other questions to it stand for those that one with users would answer so. */
class PrivilegesIT {

    private static final List<String> NEEDED = List.of("SELECT ON `shop`.*", "INSERT ON `shop`.`orders`");

    private ClickHouseClient client;

    @BeforeEach
    void connect() throws Exception {
        EmbeddedClickHouse engine = TestServers.clickHouse();
        String yaml = "clickhouse: {url: '" + engine.url() + "', password: " + EmbeddedClickHouse.PASSWORD
                + ", database: shop}\nconnections: [{name: a, host: b, database: c, user: d, password: e}]\n"
                + "tables: [{source: t}]\n";
        client = new ClickHouseClient(
                ConfigReader.read("test", yaml, new Secrets(Map.of())).clickHouse());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void engineWithoutUsersLacksNothing() {
        assertThat(new Privileges(client).lacking(NEEDED)).isEmpty();
    }

    @Test
    void privilegeThatTheServerDeniesIsLacking() {
        assertThat(lackingWhere("SELECT 1", "SELECT 0")).containsExactly("INSERT ON `shop`.`orders`");
    }

    @Test
    void serverThatDoesNotKnowTheQuestionTellsNothing() {
        assertThat(lackingWhere("SELECT 0", "SELECT (")).isEmpty();
    }

    @Test
    void otherErrorIsNoAnswer() {
        assertThatThrownBy(() -> lackingWhere("SELECT 1", "SELECT * FROM no.such"))
                .isInstanceOf(ClickHouseException.class);
    }

    private List<String> lackingWhere(String insteadOfFirst, String insteadOfSecond) {
        Map<String, String> instead =
                Map.of("CHECK GRANT " + NEEDED.get(0), insteadOfFirst, "CHECK GRANT " + NEEDED.get(1), insteadOfSecond);
        return new Privileges(question -> client.queryValue(instead.get(question))).lacking(NEEDED);
    }
}
