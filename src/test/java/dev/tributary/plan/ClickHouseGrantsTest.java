package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.model.TableId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickHouseGrantsTest {

    private static List<String> needed() throws Exception {
        String yaml = "clickhouse: {url: 'http://127.0.0.1:1', password: x, database: analytics}\n"
                + "connections: [{name: a, host: b, database: c, user: d, password: e}]\ntables: [{source: t}]\n";
        return ClickHouseGrants.needed(
                ConfigReader.read("test", yaml, new Secrets(Map.of())).clickHouse(),
                List.of(new TableId("analytics", "orders")),
                List.of(new TableId("analytics", "totals")));
    }

    @Test
    void eachIsOnWhatItIsNeededFor() throws Exception {
        assertThat(needed())
                .contains(
                        "CREATE TABLE ON `tributary`.*",
                        "DROP TABLE ON `tributary_staging`.*",
                        "CREATE DATABASE ON `analytics`.*",
                        "ALTER DELETE ON `analytics`.`orders`",
                        "SYSTEM VIEWS ON `analytics`.`totals`")
                .doesNotHaveDuplicates();
    }

    @Test
    void documentNamesThemAll() throws Exception {
        String document = Files.readString(Path.of("docs/configuration.md"));
        List<String> granted = document.lines()
                .filter(line -> line.startsWith("GRANT ") && line.contains(" TO tributary;"))
                .toList();

        for (String privilege : needed()) {
            String name = privilege.substring(0, privilege.indexOf(" ON "));
            String database = privilege.substring(privilege.indexOf('`') + 1, privilege.indexOf("`.")) + ".*";
            assertThat(granted).as(privilege).anyMatch(line -> line.contains(name) && line.contains(" ON " + database));
        }
    }
}
