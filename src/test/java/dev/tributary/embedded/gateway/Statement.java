package dev.tributary.embedded.gateway;

import dev.tributary.embedded.gateway.SqlTokens.Kind;
import dev.tributary.embedded.gateway.SqlTokens.Token;
import org.jspecify.annotations.Nullable;

/** What the gateway must know about a statement before it can hand it to the engine. */
sealed interface Statement {

    /** @param format of its FORMAT clause, or null if it has none */
    record Query(String sql, @Nullable String format) implements Statement {}

    /**
     * An INSERT whose rows follow as data.
     *
     * @param sql the INSERT up to, and without, FORMAT or VALUES
     * @param format of the data, or null if the request names it elsewhere
     * @param dataOffset where in the parsed text the data begins
     */
    record InsertData(String sql, @Nullable String format, int dataOffset) implements Statement {}

    /** @param text the statement, followed by data if it is an INSERT with data */
    static Statement parse(String text) {
        SqlTokens tokens = new SqlTokens(text);
        Token first = tokens.next();
        if (first == null) {
            return new Query(text, null);
        }
        if (first.is("INSERT")) {
            return parseInsert(text, tokens);
        }
        if (first.is("KILL")) {
            return new Query(rewriteKill(text), null);
        }
        return parseQuery(text, tokens);
    }

    private static Statement parseInsert(String text, SqlTokens tokens) {
        Token token = tokens.next();
        while (token != null && (token.is("INTO") || token.is("TABLE") || token.is("FUNCTION"))) {
            token = tokens.next();
        }
        // The token at hand names the target, or its database: no keyword, whatever it spells.
        Token previous = token;
        token = tokens.next();
        while (token != null) {
            boolean partOfName = previous != null && previous.is(".");
            if (!partOfName && (token.is("SELECT") || token.is("WITH")) && token.depth() <= 1) {
                return parseQuery(text, tokens);
            }
            if (!partOfName && token.depth() == 0 && token.is("VALUES")) {
                return new InsertData(text.substring(0, token.start()), "Values", token.end());
            }
            if (!partOfName && token.depth() == 0 && token.is("FORMAT")) {
                Token format = tokens.next();
                return format == null
                        ? new Query(text, null)
                        : new InsertData(
                                text.substring(0, token.start()), format.text(), dataOffset(text, format.end()));
            }
            previous = token;
            token = tokens.next();
        }
        return new InsertData(text, null, text.length());
    }

    /** Between the name of the format and the data stand blanks, perhaps a semicolon, and one line break. */
    private static int dataOffset(String text, int formatEnd) {
        int offset = skipBlanks(text, formatEnd);
        if (offset < text.length() && text.charAt(offset) == ';') {
            offset = skipBlanks(text, offset + 1);
        }
        if (text.startsWith("\r\n", offset)) {
            return offset + 2;
        }
        return text.startsWith("\n", offset) ? offset + 1 : offset;
    }

    private static int skipBlanks(String text, int from) {
        int offset = from;
        while (offset < text.length() && (text.charAt(offset) == ' ' || text.charAt(offset) == '\t')) {
            offset++;
        }
        return offset;
    }

    private static Statement parseQuery(String text, SqlTokens tokens) {
        String format = null;
        boolean formatFollows = false;
        StringBuilder rewritten = null;
        int copied = 0;
        Token beforePrevious = null;
        Token previous = null;
        for (Token token = tokens.next(); token != null; token = tokens.next()) {
            if (formatFollows && token.kind() == Kind.WORD) {
                format = token.text();
            }
            formatFollows = token.depth() == 0 && token.is("FORMAT") && token.kind() == Kind.WORD;
            if (token.is("processes")
                    && previous != null
                    && previous.is(".")
                    && beforePrevious != null
                    && beforePrevious.is("system")) {
                rewritten = rewritten == null ? new StringBuilder() : rewritten;
                rewritten
                        .append(text, copied, beforePrevious.start())
                        .append("(SELECT * REPLACE (Settings['log_comment'] AS query_id) FROM system.processes)");
                copied = token.end();
            }
            beforePrevious = previous;
            previous = token;
        }
        return new Query(
                rewritten == null
                        ? text
                        : rewritten.append(text.substring(copied)).toString(),
                format);
    }

    /**
     * The engine's interface takes no query id: the gateway keeps the client's in {@code log_comment}, and KILL looks it
     * up there. A KILL that waits for its victim (SYNC) hangs in the engine, so it never waits.
     */
    private static String rewriteKill(String text) {
        StringBuilder rewritten = new StringBuilder();
        SqlTokens tokens = new SqlTokens(text);
        int copied = 0;
        boolean killsQuery = false;
        for (Token token = tokens.next(); token != null; token = tokens.next()) {
            killsQuery |= token.is("QUERY");
            String replacement = token.is("query_id") || token.text().equals("`query_id`")
                    ? "Settings['log_comment']"
                    : token.is("SYNC") ? "ASYNC" : null;
            if (killsQuery && replacement != null) {
                rewritten.append(text, copied, token.start()).append(replacement);
                copied = token.end();
            }
        }
        return rewritten.append(text.substring(copied)).toString();
    }
}
