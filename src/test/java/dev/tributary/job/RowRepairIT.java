package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Verifier;
import dev.tributary.verify.VerifyOptions;
import dev.tributary.verify.VerifyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that differ are repaired while the job is stopped, and it goes on exactly. */
class RowRepairIT {

    @TempDir
    private Path folder;

    @Test
    void missingSurplusDoubledAndAlteredRowsAreRepairedAndLaterChangesWin() throws Exception {
        try (Replication replication = new Replication(
                "repaired",
                "[{source: orders, rows: [{column: id, below: 1000}]}, {source: codes, target: all_codes}]")) {
            replication.everywhere("CREATE TABLE orders (id INT PRIMARY KEY, price DECIMAL(9,2), placed DATETIME(3),"
                    + " note VARCHAR(20) CHARACTER SET latin1)");
            replication.everywhere("CREATE TABLE codes (shop INT, code VARCHAR(20), doc JSON, raw VARBINARY(8),"
                    + " PRIMARY KEY (shop, code))");
            replication.everywhere(
                    "INSERT INTO orders VALUES (1, 1.50, '2024-01-01 10:00:00.500', 'Größe'),"
                            + " (2, 2, NULL, NULL), (3, 3, NULL, ''), (4, 4, NULL, 'x'), (5, 5, NULL, 'y'), (1001, 1, NULL, 'no')");
            replication.everywhere(
                    "INSERT INTO codes VALUES (1, 'a,b', '{\"b\": 1}', X'00FF'), (1, 'it''s', NULL, NULL)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM repaired.orders", "15");
            replication.awaitRows("SELECT count() FROM repaired.all_codes", "6");

            replication.goOnFromSavepoint(folder, () -> {
                damage(replication);
                assertThat(differences(verify(replication, false)))
                        .containsExactlyInAnyOrder(
                                "shop_de MISSING [1]",
                                "shop_de DIFFERENT [3]",
                                "shop_de DUPLICATE [5]",
                                "shop_de EXTRA [99]",
                                "shop_us DIFFERENT [1, a,b]",
                                "shop_us MISSING [1, it's]",
                                "shop_us EXTRA [1, B]");
                // The job will read these again, older than what is repaired.
                replication.in("de", "UPDATE orders SET price = 20 WHERE id = 2", "DELETE FROM orders WHERE id = 4");
                VerifyReport repaired = verify(replication, true);
                assertThat(repaired.differences()).isZero();
                assertThat(repaired.notes())
                        .contains(
                                "shop_de: repaired_de.orders → repaired.orders: 6 differences were repaired,"
                                        + " the rows are equal now",
                                "shop_us: repaired_us.codes → repaired.all_codes: 3 differences were repaired,"
                                        + " the rows are equal now");
                assertThat(verify(replication, false).summary()).isEqualTo("verified 6 tables, 20 rows, 0 differences");
                assertThat(replication.rows("SELECT count() FROM system.tables WHERE database = 'tributary_staging'"
                                + " AND name LIKE 'repaired\\_\\_%'"))
                        .containsExactly("0");
                replication.clickHouse().execute("SYSTEM START MERGES repaired.orders");
                replication.in("de", "UPDATE orders SET note = 'later' WHERE id IN (1, 2)");
                replication.in("us", "DELETE FROM codes WHERE code = 'a,b'");
            });
            replication.awaitRows(
                    "SELECT id, price, note FROM repaired.orders WHERE _source_database = 'shop_de'" + " ORDER BY id",
                    "1 1.5 later",
                    "2 20 later",
                    "3 3 ",
                    "5 5 y");
            replication.awaitRows("SELECT code FROM repaired.all_codes WHERE _source_database = 'shop_us'", "it's");
            assertThat(replication.verify().differences()).isZero();
        }
    }

    private static void damage(Replication replication) {
        String of = " WHERE _source_database = 'shop_de' AND id = ";
        replication
                .clickHouse()
                .execute(
                        "DELETE FROM repaired.orders" + of + "1",
                        "DELETE FROM repaired.orders" + of + "3",
                        "DELETE FROM repaired.all_codes WHERE _source_database = 'shop_us'",
                        "SYSTEM STOP MERGES repaired.orders", // which would make one row of two
                        "INSERT INTO repaired.orders (_source_database, id, price, placed, note, _version) VALUES"
                                + " ('shop_de', 3, 3, NULL, NULL, 1), ('shop_de', 5, 5, NULL, 'y', 1),"
                                + " ('shop_de', 99, 5, NULL, 'y', 1)",
                        "INSERT INTO repaired.all_codes (_source_database, shop, code, doc, raw, _version) VALUES"
                                + " ('shop_us', 1, 'a,b', '{\"b\":1}', unhex('00FE'), 1),"
                                + " ('shop_us', 1, 'B', NULL, NULL, 1)");
    }

    private static List<String> differences(VerifyReport report) {
        return report.routes().stream()
                .flatMap(route -> route.details().stream()
                        .map(each -> route.sourceDatabase() + " " + each.kind() + " " + each.key()))
                .toList();
    }

    private static VerifyReport verify(Replication replication, boolean repairs) {
        try {
            ReplicationPlan plan = replication.plan();
            VerifyOptions options = new VerifyOptions(null, null, 0, Duration.ZERO, 100);
            try (RowRepair repairer = repairs ? RowRepair.begin(plan) : null) {
                return new Verifier(plan, options, table -> {}, null, repairer).verify();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
