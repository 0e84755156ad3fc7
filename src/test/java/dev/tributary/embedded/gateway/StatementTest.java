package dev.tributary.embedded.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.gateway.Statement.InsertData;
import dev.tributary.embedded.gateway.Statement.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    @Test
    void dataBeginsBehindOneLineBreakAfterTheFormat() {
        String text = "INSERT INTO d.t (a, `format`) SETTINGS x = 1 FORMAT RowBinary \n\n\0 FORMAT";

        InsertData insert = (InsertData) Statement.parse(text);

        assertThat(insert.sql()).isEqualTo("INSERT INTO d.t (a, `format`) SETTINGS x = 1 ");
        assertThat(insert.format()).isEqualTo("RowBinary");
        assertThat(text.substring(insert.dataOffset())).isEqualTo("\n\0 FORMAT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO values VALUES (1)",
                "INSERT INTO d.values VALUES (1)",
                "INSERT INTO TABLE `format` (values, b) VALUES (1)",
                "/* SELECT */ insert into t -- FORMAT x\n values (1)",
                "INSERT INTO FUNCTION remote('h', d, t) VALUES (1)"
            })
    void valuesAreData(String text) {
        InsertData insert = (InsertData) Statement.parse(text);

        assertThat(insert.format()).isEqualTo("Values");
        assertThat(text.substring(insert.dataOffset())).isEqualTo(" (1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT 1",
                "INSERT INTO t (a) WITH 1 AS x SELECT x FORMAT Null",
                "INSERT INTO t (SELECT 1)",
                "WITH 1 AS x SELECT x",
                ""
            })
    void statementsWithoutDataAreQueries(String text) {
        assertThat(Statement.parse(text)).isInstanceOf(Query.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT 1 FORMAT JSONEachRow, JSONEachRow",
        "SELECT 1 FORMAT CSV SETTINGS max_threads = 1, CSV",
        "SELECT ' FORMAT CSV',",
        "SELECT (SELECT 1) AS format,"
    })
    void formatOfAQueryIsFound(String text, String format) {
        assertThat(((Query) Statement.parse(text)).format()).isEqualTo(format);
    }

    @Test
    void killFindsTheQueryWhereTheGatewayKeepsItsId() {
        assertThat(Statement.parse("KILL QUERY WHERE query_id = 'query_id' SYNC"))
                .isEqualTo(new Query("KILL QUERY WHERE Settings['log_comment'] = 'query_id' ASYNC", null));
    }

    @Test
    void processesShowTheClientsQueryId() {
        assertThat(((Query) Statement.parse("SELECT query_id FROM system.processes AS p")).sql())
                .isEqualTo("SELECT query_id FROM"
                        + " (SELECT * REPLACE (Settings['log_comment'] AS query_id) FROM system.processes) AS p");
    }
}
