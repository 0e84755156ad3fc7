package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.Patterns.ServerPattern;
import dev.tributary.config.Patterns.TablePattern;
import dev.tributary.config.SyncConfig.Cascades;
import dev.tributary.config.SyncConfig.Presence;
import dev.tributary.config.SyncConfig.TableConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of databases and tables, as they are written and as they are read. */
class PatternsTest {

    private static final String MINIMAL = "clickhouse: {url: 'http://localhost:8123'}\n";

    @ParameterizedTest
    @CsvSource({
        "shop_%, shop_de, true",
        "shop_%, shop_, true",
        "shop_%, shopping, true",
        "shop\\_%, shopping, false",
        "shop\\_%, shop_de, true",
        "shop_%, Shop_de, false",
        "shop_%, my_shop_de, false",
        "shop_de, shop_de, true",
        "shop_de, shopXde, false",
        "%.log, a.log, true",
        "%.log, alog, false",
        "%, anything, true",
        "*, anything, true",
        "a*, ab, false",
        "50\\%, 50%, true",
        "50\\%, 505, false",
        "%(x)%, a(x)b, true"
    })
    void patternsAreReadAsLikeReadsThemAndNamesAsTheyAre(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void serversAndTablesAreRead() throws Exception {
        Patterns patterns = read(MINIMAL + """
                servers:
                  - host: mysql-1
                    port: 3307
                    user: u
                    password: {env: NAME}
                    databases: ['shop\\_%', extra]
                    exclude-databases: [shop_test]
                    name-prefix: eu-
                    constants: {region: EU}
                tables:
                  - orders
                  - {source: '%', target: 'raw.shop_*', exclude: ['tmp%'], without-key: leave-out, cascades: accept}
                """).patterns();

        ServerPattern server = patterns.servers().get(0);
        assertThat(server.endpoint().addresses()).containsExactly(new ServerAddress("mysql-1", 3307));
        assertThat(server.endpoint().password()).isEqualTo(Secret.ofEnvironment("NAME"));
        assertThat(server.selects("shop_de")).isTrue();
        assertThat(server.selects("extra")).isTrue();
        assertThat(server.selects("shop_test")).isFalse();
        assertThat(server.connection("shop_de").name()).isEqualTo("eu-shop_de");
        assertThat(server.connection("shop_de").constants()).containsExactly(Map.entry("region", "EU"));
        TablePattern tables = patterns.tables().get(0);
        assertThat(tables.selects("orders")).isTrue();
        assertThat(tables.selects("tmp1")).isFalse();
        TableConfig items = tables.table("items");
        assertThat(items.target()).isEqualTo("raw.shop_items");
        assertThat(items.cascades()).isEqualTo(Cascades.ACCEPT);
        assertThat(items.presence()).isEqualTo(Presence.WHERE_KEYED);
        assertThat(patterns.makesConnection("eu-shop_fr", "shop_fr")).isTrue();
        assertThat(patterns.makesConnection("shop_fr", "shop_fr")).isFalse();
        assertThat(patterns.makesTable("tmp1")).isFalse();
    }

    @Test
    void tableThatIsATextIsItsSource() throws Exception {
        SyncConfig config =
                read(MINIMAL + "tables: [orders, {source: customers}, {source: some, where-missing: leave-out}]");

        assertThat(config.tables()).extracting(TableConfig::source).containsExactly("orders", "customers", "some");
        assertThat(config.tables())
                .extracting(TableConfig::presence)
                .containsExactly(Presence.EVERYWHERE, Presence.EVERYWHERE, Presence.WHERE_FOUND);
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThat(problems(MINIMAL + """
                servers:
                  - {host: h, user: u, databases: []}
                  - {user: u, databases: 'shop_%', name-prefix: '-'}
                  - {host: h, user: u, database: shop, databases: [a, a, 'b c']}
                tables:
                  - {source: '%', merge-key: [id], rows: [{column: a, equals: 1}], target: all}
                  - {source: orders, exclude: [x], without-key: refuse}
                  - '%'
                  - {source: 'a%', without-key: perhaps, where-missing: refuse}
                """))
                .containsExactlyInAnyOrder(
                        "servers[2].database: unknown key; did you mean 'databases'?",
                        "servers[0].databases: selects no database; name databases or patterns, like ['shop_%'] or ['*']",
                        "servers[1].databases: expected a list of names and patterns like ['shop_%'], not 'shop_%'",
                        "servers[1].host: missing; expected a host, or several servers in hosts",
                        "servers[1].name-prefix: '-' is not valid; expected letters, digits, '_', '-' and '.', the first a"
                                + " letter or digit",
                        "servers[2].databases[1]: 'a' is named twice; remove one",
                        "servers[2].databases[2]: 'b c' is not valid; expected a name, or a pattern of names like 'shop_%'"
                                + " or '*'",
                        "tables[0].merge-key: is of one table, beside the pattern '%'; name that table in an entry of its"
                                + " own, which counts in the pattern's place",
                        "tables[0].rows: is of one table, beside the pattern '%'; name that table in an entry of its own,"
                                + " which counts in the pattern's place",
                        "tables[0].target: 'all' would be the target of every table; write * where the table's name goes,"
                                + " like 'analytics.*'",
                        "tables[1].exclude: is of patterns, and 'orders' is one table; remove it, or write a pattern with %"
                                + " as source",
                        "tables[1].without-key: is of patterns, and 'orders' is one table; remove it, or write a pattern"
                                + " with % as source",
                        "tables[2].source: '%' is the same as tables[0].source; choose another",
                        "tables[3].where-missing: is of one table, beside the pattern 'a%'; name that table in an entry of its"
                                + " own, which counts in the pattern's place",
                        "tables[3].without-key: 'perhaps' is not valid; expected one of refuse, leave-out");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(yaml)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static SyncConfig read(String yaml) throws ConfigurationException {
        return ConfigReader.read("test.yaml", yaml, new Secrets(Map.of("NAME", "x")));
    }
}
