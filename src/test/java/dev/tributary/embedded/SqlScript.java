package dev.tributary.embedded;

import dev.tributary.embedded.gateway.SqlTokens;
import dev.tributary.embedded.gateway.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of a SQL file, split at semicolons outside of quotes and comments. */
record SqlScript(List<Statement> statements) {

    /** @param line of the file on which it starts, from 1 */
    record Statement(String sql, int line) {}

    static SqlScript parse(String text) {
        List<Statement> statements = new ArrayList<>();
        SqlTokens tokens = new SqlTokens(text);
        @Nullable Token first = null;
        int end = 0;
        for (Token token = tokens.next(); token != null; token = tokens.next()) {
            if (token.is(";")) {
                if (first != null) {
                    statements.add(statement(text, first, end));
                }
                first = null;
            } else {
                first = first == null ? token : first;
                end = token.end();
            }
        }
        if (first != null) {
            statements.add(statement(text, first, end));
        }
        return new SqlScript(List.copyOf(statements));
    }

    private static Statement statement(String text, Token first, int end) {
        int line = 1
                + (int) text.substring(0, first.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Statement(text.substring(first.start(), end), line);
    }
}
