package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inspect.BinlogCoverage.Filter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinlogCoverageTest {

    private static final List<String> READ = List.of("shop_de", "shop_fr");

    @Test
    void withoutFiltersNothingIsMissing() {
        assertThat(Filter.of(List.of(), List.of(), READ)).isEqualTo(new Filter(null, null));
    }

    @Test
    void databasesThatAreFilteredOutAreAProblem() {
        assertThat(Filter.of(List.of("shop_de"), List.of(), READ).problem())
                .isEqualTo(
                        "binlog_do_db is [shop_de], so the binlog lacks the changes of [shop_fr]; start the server without"
                                + " that option");
        assertThat(Filter.of(List.of(), List.of("mysql", "shop_de"), READ).problem())
                .startsWith("binlog_ignore_db is [mysql, shop_de], so the binlog lacks the changes of [shop_de]");
    }

    @Test
    void statementsFromOtherDatabasesAreNoted() {
        assertThat(Filter.of(List.of(), List.of("mysql"), READ).problem()).isNull();
        assertThat(Filter.of(List.of(), List.of("mysql"), READ).note())
                .startsWith("binlog_ignore_db is [mysql]: ALTER");
        assertThat(Filter.of(List.of("shop_de", "shop_fr"), List.of(), READ).note())
                .startsWith("binlog_do_db is [shop_de, shop_fr]: ALTER");
    }

    @Test
    void anOlderServersVariableHasAnotherName() {
        assertThat(ReplicationHistory.logsReplicated(Map.of("log_slave_updates", "OFF")))
                .isFalse();
        assertThat(ReplicationHistory.logsReplicated(Map.of("log_replica_updates", "ON", "log_slave_updates", "ON")))
                .isTrue();
        assertThat(ReplicationHistory.logsReplicated(Map.of())).isTrue();
    }

    @Test
    void aGeneratedKeyIsHidden() {
        assertThat(SchemaReader.isGeneratedKey("my_row_id", "auto_increment INVISIBLE"))
                .isTrue();
        assertThat(SchemaReader.isGeneratedKey("my_row_id", "auto_increment")).isFalse();
        assertThat(SchemaReader.isGeneratedKey("id", "INVISIBLE")).isFalse();
        assertThat(SchemaReader.isGeneratedKey("my_row_id", null)).isFalse();
    }
}
