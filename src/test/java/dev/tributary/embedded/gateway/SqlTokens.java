package dev.tributary.embedded.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Walks over SQL token by token, skipping white space and comments, knowing quotes and the depth of parentheses. It
 * reads no further than asked, so that binary data may follow the statement.
 */
public final class SqlTokens {
    /** What a token is; everything that is neither a word nor quoted is a symbol of one character. */
    public enum Kind {
        WORD,
        QUOTED,
        SYMBOL
    }

    /**
     * @param start offset of the first character
     * @param end offset behind the last character
     * @param depth parentheses open around it; an opening and its closing one count as outside
     */
    public record Token(Kind kind, String text, int start, int end, int depth) {
        public boolean is(String word) {
            return kind != Kind.QUOTED && text.equalsIgnoreCase(word);
        }
    }

    private final String sql;
    private int position;
    private int depth;

    public SqlTokens(String sql) {
        this.sql = sql;
    }

    /** @return the next token, or null at the end */
    public @Nullable Token next() {
        skipBlanks();
        if (position >= sql.length()) {
            return null;
        }
        int start = position;
        char first = sql.charAt(position);
        if (first == '\'' || first == '"' || first == '`') {
            skipQuoted(first);
            return token(Kind.QUOTED, start, depth);
        }
        if (isWordPart(first)) {
            while (position < sql.length() && isWordPart(sql.charAt(position))) {
                position++;
            }
            return token(Kind.WORD, start, depth);
        }
        position++;
        if (first == '(') {
            return token(Kind.SYMBOL, start, depth++);
        }
        if (first == ')' && depth > 0) {
            depth--;
        }
        return token(Kind.SYMBOL, start, depth);
    }

    private Token token(Kind kind, int start, int tokenDepth) {
        return new Token(kind, sql.substring(start, position), start, position, tokenDepth);
    }

    private void skipBlanks() {
        while (position < sql.length()) {
            if (Character.isWhitespace(sql.charAt(position))) {
                position++;
            } else if (sql.startsWith("--", position) || sql.startsWith("# ", position)) {
                int end = sql.indexOf('\n', position);
                position = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", position)) {
                int end = sql.indexOf("*/", position + 2);
                position = end < 0 ? sql.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private void skipQuoted(char quote) {
        position++;
        while (position < sql.length()) {
            char c = sql.charAt(position++);
            if (c == '\\') {
                position++;
            } else if (c == quote) {
                if (position < sql.length() && sql.charAt(position) == quote) {
                    position++;
                } else {
                    return;
                }
            }
        }
        position = Math.min(position, sql.length());
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
