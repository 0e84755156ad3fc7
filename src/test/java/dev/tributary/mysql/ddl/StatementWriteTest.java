package dev.tributary.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of rows that stands in the binlog as its text is known to write to, and what it leaves open. */
class StatementWriteTest {

    private static final TableId T = new TableId("d", "t");

    private static @Nullable StatementWrite read(String text) {
        return new DdlReader(List.of(T), new DdlDialect(false, false, true))
                .readWrite("d", SessionSettings.USUAL, text);
    }

    private static StatementWrite write(String text) {
        return Objects.requireNonNull(read(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO other (id, a) VALUES (1, CONCAT('f(', NOW(), ')')), (2, COALESCE(NULL, 3))",
                "INSERT INTO d.other (id) VALUES (1)",
                "REPLACE other SELECT id, COUNT(*) FROM t WHERE id IN (1, 2) AND (a = 1) GROUP BY id",
                "UPDATE other SET a = IF(id > 2, (SELECT MAX(x) FROM y), LEFT(b, 1)) WHERE id BETWEEN (1) AND (2)",
                "DELETE FROM other WHERE id IN (SELECT id FROM (SELECT 1 AS id) AS s)",
                "/* f() */ INSERT INTO other SET a = 'f()' -- g()",
                "WITH x AS (SELECT 1) DELETE FROM other WHERE a = 1",
                "LOAD DATA INFILE '/tmp/x' INTO TABLE `other` FIELDS TERMINATED BY ',' (id, a)"
            })
    void statementThatWritesToOneTableByTheServersFunctionsLeavesNothingOpen(String text) {
        assertThat(write(text)).isEqualTo(new StatementWrite(List.of(new TableId("d", "other")), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO other VALUES (1, f(2))|it calls f, which may write",
                "UPDATE other SET a = `now`(1)|it calls now, which may write",
                "UPDATE other SET a = d.concat(1)|it calls concat, which may write",
                "UPDATE other, t SET other.a = 1|it writes to one or more of several tables",
                "SELECT `d`.`f`(1)|it calls a function that writes",
                "DO f(1)|it calls a function that writes",
                "INSERT INTO d.f (a) VALUES (f(2))|it calls f, which may write",
                "INSERT INTO 7|it is not understood"
            })
    void whatCanWriteElsewhereIsTold(String text, String doubt) {
        assertThat(write(text).doubt()).startsWith(doubt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "ALTER TABLE t ADD a INT", "SAVEPOINT insert_it", "CREATE TABLE x (id INT)", ""})
    void otherStatementsAreNone(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void tableThatIsReplicatedIsNamedToo() {
        assertThat(write("INSERT INTO t VALUES (1)").tables()).containsExactly(T);
    }
}
