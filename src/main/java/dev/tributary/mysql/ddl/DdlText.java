package dev.tributary.mysql.ddl;

import dev.tributary.mysql.ddl.Token.Kind;
import java.math.BigInteger;

/**
 * Takes the text of a statement apart, piece by piece and no further than it is asked: comments are gone, what stands in an
 * executed comment stands there as if there were none, and names and texts are what the session meant by them.
 *
 * <p>A server writes a comment that it did not execute for its version without the exclamation mark into its binlog, so those
 * that still have one were executed.
 */
final class DdlText {

    /** MariaDB reads no comments of MySQL 5.7 and later. */
    private static final int FIRST_FOREIGN_TO_MARIADB = 50_700;

    private static final int LAST_FOREIGN_TO_MARIADB = 99_999;

    private final String text;
    private final SessionSettings session;
    private final boolean mariaDb;

    private int at;
    private int executedComments;

    /** Whether the last piece was a name that ends right before here. */
    private boolean behindName;

    /** Whether a name and a dot stand right before here, so that digits are a name, too. */
    private boolean nameFollows;

    DdlText(String text, SessionSettings session, boolean mariaDb) {
        this.text = text;
        this.session = session;
        this.mariaDb = mariaDb;
    }

    /** The next piece; {@link Token#END} behind the last one. */
    Token next() {
        int before = at;
        skipBlanks();
        boolean adjoins = behindName && before == at;
        behindName = false;
        if (at >= text.length()) {
            return Token.END;
        }
        char c = text.charAt(at);
        if (c == '`' || c == '"' && session.ansiQuotes()) {
            Token name = new Token(Kind.QUOTED_NAME, quotedName(c));
            behindName = true;
            return name;
        }
        if (c == '\'' || c == '"') {
            return new Token(Kind.TEXT, quotedText(c));
        }
        if (isDigit(c) || c == '.' && !adjoins && isDigit(peek(1))) {
            return numberOrName();
        }
        if (isNamePart(c)) {
            return wordOrBytes(c);
        }
        at++;
        if (c == '.' && adjoins && isNamePart(peek(0))) {
            nameFollows = true;
        }
        return new Token(Kind.SIGN, String.valueOf(c));
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\0') {
                at++;
            } else if (c == '#' || c == '-' && peek(1) == '-' && isBlank(peek(2))) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else if (c == '*' && peek(1) == '/' && executedComments > 0) {
                executedComments--;
                at += 2;
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int mark = peek(2) == '!' ? 3 : mariaDb && peek(2) == 'M' && peek(3) == '!' ? 4 : 0;
        int digits = 0;
        while (mark > 0 && digits < 6 && isDigit(peek(mark + digits))) {
            digits++;
        }
        boolean versioned = digits >= 5;
        if (mark > 0 && !(versioned && mark == 3 && isForeign(mark, digits))) {
            at += mark + (versioned ? digits : 0);
            executedComments++;
            return;
        }
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
    }

    private boolean isForeign(int mark, int digits) {
        int version = Integer.parseInt(text, at + mark, at + mark + digits, 10);
        return mariaDb && version >= FIRST_FOREIGN_TO_MARIADB && version <= LAST_FOREIGN_TO_MARIADB;
    }

    private String quotedName(char quote) {
        StringBuilder name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                if (peek(1) != quote) {
                    at++;
                    return name.toString();
                }
                at++;
            }
            name.append(c);
        }
        throw new DdlSyntaxException("a name that does not end");
    }

    private String quotedText(char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                if (peek(1) != quote) {
                    at++;
                    return value.toString();
                }
                at++;
                value.append(c);
            } else if (c == '\\' && session.backslashEscapes() && at + 1 < text.length()) {
                at++;
                appendEscaped(text.charAt(at), value);
            } else {
                value.append(c);
            }
        }
        throw new DdlSyntaxException("a text that does not end");
    }

    private static void appendEscaped(char escaped, StringBuilder value) {
        switch (escaped) {
            case '0' -> value.append('\0');
            case 'b' -> value.append('\b');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'Z' -> value.append('\u001A');
            case '%', '_' -> value.append('\\').append(escaped);
            default -> value.append(escaped);
        }
    }

    private Token numberOrName() {
        int start = at;
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(start, end);
        boolean afterDot = nameFollows;
        nameFollows = false;
        if (!afterDot && word.matches("0x[0-9A-Fa-f]+")) {
            at = end;
            return bytes(word.substring(2));
        }
        if (!afterDot && word.matches("0b[01]+")) {
            at = end;
            return bits(word.substring(2));
        }
        if (afterDot || !word.matches("\\d*|\\d+[eE]\\d*")) {
            at = end;
            behindName = true;
            return new Token(Kind.WORD, word);
        }
        at = numberEnd();
        return new Token(Kind.NUMBER, text.substring(start, at));
    }

    private int numberEnd() {
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            end++;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        int digits = end + 1;
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            int last = digits;
            while (last < text.length() && isDigit(text.charAt(last))) {
                last++;
            }
            end = last > digits ? last : end;
        }
        return end;
    }

    private Token wordOrBytes(char first) {
        nameFollows = false;
        if (peek(1) == '\'' && !behindName) {
            if (first == 'x' || first == 'X') {
                return bytes(quotedDigits("[0-9A-Fa-f]*"));
            }
            if (first == 'b' || first == 'B') {
                return bits(quotedDigits("[01]*"));
            }
            if (first == 'n' || first == 'N') {
                at++;
                return new Token(Kind.TEXT, quotedText('\''));
            }
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        behindName = true;
        return new Token(Kind.WORD, text.substring(start, at));
    }

    private String quotedDigits(String allowed) {
        int end = text.indexOf('\'', at + 2);
        String digits = end < 0 ? "none" : text.substring(at + 2, end);
        if (!digits.matches(allowed)) {
            throw new DdlSyntaxException("bytes in digits that are none: " + digits);
        }
        at = end + 1;
        return digits;
    }

    private static Token bytes(String digits) {
        return new Token(Kind.BYTES, digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    private static Token bits(String digits) {
        int bytes = (digits.length() + 7) / 8;
        String hex = digits.isEmpty() ? "" : new BigInteger(digits, 2).toString(16);
        return new Token(Kind.BYTES, "0".repeat(2 * bytes - hex.length()) + hex);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return c <= ' ';
    }

    private static boolean isNamePart(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c >= '\u0080';
    }
}
