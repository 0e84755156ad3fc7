package dev.tributary.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.embedded.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixedSettingsIT {

    @Test
    void everyStatementCarriesThemAllWhateverTheProfileSays() {
        var server = TestServers.clickHouse();
        try (ClickHouseClient client = new ClickHouseClient(new ClickHouseOptions(
                server.url(), server.user(), new Secret(server.password()), "default", "staging", "control"))) {
            Map<String, String> seen = new HashMap<>();
            client.stream(
                    "SELECT name, value FROM system.settings WHERE name LIKE '%overflow_mode%' OR name IN ('limit', 'offset',"
                            + " 'extremes', 'async_insert', 'apply_deleted_mask', 'apply_patch_parts',"
                            + " 'output_format_tsv_crlf_end_of_line', 'max_query_size')",
                    row -> seen.put(String.valueOf(row.get(0)), String.valueOf(row.get(1))));

            assertThat(seen).containsEntry("max_query_size", "268435456").containsEntry("apply_patch_parts", "1");
            assertThat(seen.keySet())
                    .containsAll(FixedSettings.all().keySet().stream()
                            .filter(name -> name.contains("overflow_mode"))
                            .toList());
            assertThat(seen.entrySet())
                    .filteredOn(setting -> setting.getKey().contains("overflow_mode")
                            && FixedSettings.all().containsKey(setting.getKey()))
                    .allMatch(setting -> setting.getValue().equals("throw"));
        }
    }

    /** An older server refuses a setting that it does not know. */
    @Test
    void settingsThatAServerDoesNotKnowAreLeftOut() {
        assertThat(FixedSettings.knownTo(sql -> List.of("limit", "offset"))).containsOnlyKeys("limit", "offset");
    }
}
