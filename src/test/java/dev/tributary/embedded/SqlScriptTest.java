package dev.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {
    @Test
    void semicolonsInQuotesAndCommentsDoNotSplit() {
        SqlScript script = SqlScript.parse("""
                -- a comment; with a semicolon
                SELECT 'a;b', "c;d", `e;f`; /* and ; here */ SELECT 'it''s; \\'; fine';
                # MySQL's comment; too

                SELECT
                  3
                """);

        assertThat(script.statements())
                .containsExactly(
                        new SqlScript.Statement("SELECT 'a;b', \"c;d\", `e;f`", 2),
                        new SqlScript.Statement("SELECT 'it''s; \\'; fine'", 2),
                        new SqlScript.Statement("SELECT\n  3", 5));
    }

    @Test
    void emptyStatementsAreNone() {
        assertThat(SqlScript.parse(" ;; -- nothing\n ; ").statements()).isEmpty();
    }
}
