package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with a selection before any server is looked at. */
class SelectionCheckTest {

    @Test
    void databasesOfMySqlsOwnAreNotReplicated() throws Exception {
        assertThat(problems("default", "mysql", "[user]"))
                .containsExactly(
                        "connection 'a': database 'mysql' is MySQL's own, whose changes are not in the binlog as rows;"
                                + " name a database of yours");
        assertThat(problems("default", "mysql_shop", "[user]")).isEmpty();
    }

    @Test
    void targetsAreNotAmongTheTablesOfOthers() throws Exception {
        assertThat(problems(
                        "tributary",
                        "shop",
                        "[ledger, {source: b, target: system.b}, {source: c, target: tributary_staging.c},"
                                + " {source: d, target: x.d}]"))
                .containsExactly(
                        "table ledger: its target tributary.ledger is in a database of the job's own tables; name another"
                                + " database in target or clickhouse.database",
                        "table b: its target system.b is in a database of ClickHouse's own tables; name another database in"
                                + " target or clickhouse.database",
                        "table c: its target tributary_staging.c is in a database of the job's own tables; name another"
                                + " database in target or clickhouse.database");
    }

    private static List<String> problems(String clickHouseDatabase, String database, String tables)
            throws ConfigurationException {
        SyncConfig config = ConfigReader.read(
                "test.yaml",
                "clickhouse: {url: 'http://h:8123', database: " + clickHouseDatabase
                        + "}\nconnections: [{name: a, host: h, database: " + database + ", user: u}]\ntables: "
                        + tables,
                new Secrets(Map.of()));
        Checklist checklist = new Checklist();
        new SelectionCheck(config, config.connections(), config.tables(), checklist).check();
        return checklist.problems().stream().map(Problem::toString).toList();
    }
}
