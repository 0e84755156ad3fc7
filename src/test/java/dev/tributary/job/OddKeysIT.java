package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables are cut along any key, in chunks that end, each row once. */
class OddKeysIT {

    private static final List<String> TABLES = List.of("above", "bytes", "letters", "uneven", "outlier");

    private static String numbers(int count) {
        return "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ") ";
    }

    @Test
    void everyRowIsReadOnceWhateverTheKey() throws Exception {
        try (Replication replication = new Replication(
                        "odd_keys",
                        "[{source: above}, {source: bytes}, {source: letters}, {source: uneven}, {source: outlier}]")
                .withOptions("source: {split-size: 300}")
                .withoutRestarts()) {
            replication.everywhere("CREATE TABLE above (k BIGINT UNSIGNED PRIMARY KEY, v INT)");
            replication.everywhere("CREATE TABLE bytes (k BINARY(16) PRIMARY KEY, v INT)");
            replication.everywhere(
                    "CREATE TABLE letters (k VARCHAR(40) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, v INT)");
            replication.everywhere("CREATE TABLE uneven (a INT, b INT, v INT, PRIMARY KEY (a, b))");
            replication.everywhere("CREATE TABLE outlier (k BIGINT PRIMARY KEY, v INT)");
            replication.in(
                    "de",
                    "SET SESSION cte_max_recursion_depth = 10000",
                    "INSERT INTO above " + numbers(2_000) + "SELECT 18446744073709551615 - i * 1000003, i FROM n",
                    "INSERT INTO bytes " + numbers(2_000) + "SELECT UNHEX(MD5(i)), i FROM n",
                    "INSERT INTO letters " + numbers(2_000)
                            + "SELECT CONCAT(ELT(1 + i % 5, 'ä', 'Z', 'ß', 'e', '表'), i), i FROM n",
                    "INSERT INTO uneven " + numbers(2_000) + "SELECT 1, i, i FROM n",
                    "INSERT INTO outlier " + numbers(2_000) + "SELECT i, i FROM n",
                    "INSERT INTO outlier VALUES (9223372036854775807, 0)");
            for (String table : TABLES) {
                replication.in("de", "ANALYZE TABLE " + table);
            }
            replication.start(RunMode.SYNC);
            for (String table : TABLES) {
                replication.awaitRows(
                        "SELECT count() FROM odd_keys." + table, table.equals("outlier") ? "2001" : "2000");
                replication.in("de", "UPDATE " + table + " SET v = -v ORDER BY v DESC LIMIT 5");
                replication.awaitRows("SELECT count() FROM odd_keys." + table + " WHERE v < 0", "5");
            }
            assertThat(replication.verify().differences()).isZero();
        }
    }
}
