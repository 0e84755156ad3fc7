package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import org.junit.jupiter.api.Test;

/** Statements that cannot be followed exactly end the job, naming table and cause. */
class SchemaChangeRefusalsIT {

    private static Replication ending(String name) throws Exception {
        return new Replication(name, "[{source: t}]").withOptions("schema-changes: {on-refusal: end-job}");
    }

    private static void assertRefused(String name, String message, String... statements) throws Exception {
        assertRefused(ending(name), name, message, statements);
    }

    private static void assertRefused(Replication open, String name, String message, String... statements)
            throws Exception {
        try (Replication replication = open) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a BIGINT, b INT)");
            replication.everywhere("INSERT INTO t VALUES (1, 10, 20)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM " + name + ".t", "3");
            replication.awaitBinlog("t", "(9, 9, 9)");

            replication.in("at", statements);

            assertThatThrownBy(replication::awaitFinished)
                    .hasStackTraceContaining("the structure of " + name + "_at.t changed")
                    .hasStackTraceContaining(message);
        }
    }

    @Test
    void narrowedColumnEndsTheJob() throws Exception {
        assertRefused(
                "narrowed",
                "column 'a' changed from bigint(20) to int,",
                "SET sql_mode = ''",
                "ALTER TABLE t MODIFY a INT");
    }

    @Test
    void statementThatThePolicyRefusesEndsTheJob() throws Exception {
        assertRefused(
                new Replication("refused_truncate", "[{source: t}]")
                        .withOptions("schema-changes: {truncate-table: fail, on-refusal: end-job}"),
                "refused_truncate",
                "schema-changes.truncate-table is 'fail'",
                "TRUNCATE TABLE t");
    }

    @Test
    void otherKeyOfATableCreatedAnewEndsTheJob() throws Exception {
        assertRefused(
                "other_key",
                "with the primary key [id, a]",
                "DROP TABLE t",
                "CREATE TABLE t (id INT, a BIGINT, PRIMARY KEY (id, a))");
    }

    @Test
    void lossOfFractionsEndsTheJob() throws Exception {
        assertRefused(
                "lost_fractions",
                "column 'x' changed from datetime(6) to datetime,",
                "ALTER TABLE t ADD x DATETIME(6)",
                "ALTER TABLE t MODIFY x DATETIME");
    }

    @Test
    void columnOfUnknownValuesEndsTheJob() throws Exception {
        assertRefused(
                "unknown_values", "column 'x' was added with values", "ALTER TABLE t ADD x DATETIME DEFAULT NOW()");
    }

    /** Characters that the new set does not have become question marks in MySQL, where no strict session refuses them. */
    @Test
    void textThatLosesCharactersEndsTheJob() throws Exception {
        assertRefused(
                "lost_characters",
                "column 'x' changed",
                "SET sql_mode = ''",
                "ALTER TABLE t ADD x VARCHAR(10)",
                "ALTER TABLE t MODIFY x VARCHAR(10) CHARACTER SET latin1");
    }

    @Test
    void tableAlteredDuringItsSnapshotEndsTheJob() throws Exception {
        try (Replication replication = ending("during_snapshot")) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)");
            replication.everywhere("INSERT INTO t VALUES (1, 10, 20)");
            replication.start(
                    RunMode.SYNC, () -> replication.in("at", "ALTER TABLE t RENAME COLUMN a TO x, ADD COLUMN c INT"));

            assertThatThrownBy(replication::awaitFinished)
                    .hasStackTraceContaining("the structure of during_snapshot_at.t changed")
                    .hasStackTraceContaining("while its snapshot was taken");
        }
    }
}
