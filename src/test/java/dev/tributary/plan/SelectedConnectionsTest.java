package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which databases of a server a running job's configuration selects. */
class SelectedConnectionsTest {

    private static final Secrets SECRETS = new Secrets(Map.of());

    private static SyncConfig config() throws Exception {
        return ConfigReader.read("test", """
                job: {name: test}
                clickhouse: {url: 'http://127.0.0.1:1', user: u, password: p}
                connections:
                  - {name: own, host: here, database: shop_own, user: u, password: p}
                  - {name: off, host: here, database: shop_off, user: u, password: p, active: false}
                  - {name: shop_far, host: far, database: shop_there, user: u, password: p}
                servers:
                  - {host: here, user: u, password: p, databases: ['shop_%', mysql], exclude-databases: [shop_not]}
                  - {host: here, user: u, password: p, databases: ['%_de', shop_not], name-prefix: second_}
                tables: [{source: orders}]
                """, SECRETS);
    }

    private static SelectedConnections selected() throws Exception {
        SyncConfig config = config();
        return new SelectedConnections(config, config.connections().get(0).endpoint(), SECRETS);
    }

    private static ConnectionConfig service(String name, String database, boolean active) throws Exception {
        return new ConnectionConfig(name, config().connections().get(0).endpoint(), database, Map.of(), active);
    }

    @Test
    void anEntryOfItsOwnCountsInThePlaceOfAPatternAndTheFirstOfTwoPatterns() throws Exception {
        List<ConnectionConfig> here = selected()
                .now(
                        new TreeSet<>(List.of(
                                "mysql",
                                "shop_de",
                                "shop_not",
                                "shop_off",
                                "shop_own",
                                "shop_served",
                                "shop_shut",
                                "x_de")),
                        List.of(service("served", "shop_served", true), service("shut", "shop_shut", false)));

        assertThat(here)
                .extracting(ConnectionConfig::name)
                .containsExactly("own", "served", "shop_de", "second_shop_not", "second_x_de");
    }

    @Test
    void nameOfAnotherConnectionIsRefused() throws Exception {
        SelectedConnections selected = selected();
        ConnectionConfig taken = service("shop_far", "shop_far", true);
        ConnectionConfig twice = service("shop_new", "x_new", true);

        assertThat(selected.problem(taken, List.of(taken)))
                .contains("its connection's name 'shop_far' is also that of another connection");
        assertThat(selected.problem(twice, List.of(service("shop_new", "shop_new", true), twice)))
                .contains("also that of another connection");
        assertThat(selected.problem(twice, List.of(twice))).isEmpty();
    }
}
