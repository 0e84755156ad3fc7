package dev.tributary.mysql.ddl;

/**
 * A piece of a statement's text.
 *
 * @param text a name without its quotes, a text without its quotes and escapes, the digits of a number, the sign itself
 */
record Token(Kind kind, String text) {

    static final Token END = new Token(Kind.END, "");

    enum Kind {
        /** A keyword, or a name without quotes. */
        WORD,
        QUOTED_NAME,
        TEXT,
        /** Without a sign. */
        NUMBER,
        /** The hexadecimal digits of bytes, an even number of them. */
        BYTES,
        SIGN,
        END
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean is(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }
}
