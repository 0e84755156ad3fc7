package dev.tributary.mysql.ddl;

import dev.tributary.mysql.ddl.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a statement in their order, with a look ahead. Everything that is expected and not there ends the reading. */
final class DdlTokens {

    private final DdlText text;
    private final List<Token> ahead = new ArrayList<>();

    DdlTokens(DdlText text) {
        this.text = text;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int count) {
        while (ahead.size() <= count) {
            ahead.add(text.next());
        }
        return ahead.get(count);
    }

    Token next() {
        Token token = peek();
        ahead.remove(0);
        return token;
    }

    /** Whether nothing follows but the mark of an end. */
    boolean atEnd() {
        return peek().kind() == Kind.END || peek().is(';') && peek(1).kind() == Kind.END;
    }

    boolean isAt(String word) {
        return peek().is(word);
    }

    boolean isAtAny(String... words) {
        for (String word : words) {
            if (isAt(word)) {
                return true;
            }
        }
        return false;
    }

    /** Goes over the words if they all follow. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        for (int i = 0; i < words.length; i++) {
            next();
        }
        return true;
    }

    boolean acceptAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return true;
            }
        }
        return false;
    }

    void acceptAll(String... words) {
        while (acceptAny(words)) {
            // goes on
        }
    }

    void expect(String... words) {
        if (!accept(words)) {
            throw unexpected();
        }
    }

    boolean accept(char sign) {
        boolean is = peek().is(sign);
        if (is) {
            next();
        }
        return is;
    }

    void expect(char sign) {
        if (!accept(sign)) {
            throw unexpected();
        }
    }

    boolean acceptIfExists() {
        return accept("IF", "EXISTS");
    }

    boolean acceptIfNotExists() {
        return accept("IF", "NOT", "EXISTS");
    }

    String name() {
        if (!peek().isName()) {
            throw unexpected();
        }
        return next().text();
    }

    /** The last part of a name that can have others before it. */
    String lastName() {
        String name = name();
        while (accept('.')) {
            name = name();
        }
        return name;
    }

    boolean isAtText() {
        return peek().kind() == Kind.TEXT;
    }

    /** Texts that follow each other are one. */
    String text() {
        if (!isAtText()) {
            throw unexpected();
        }
        StringBuilder value = new StringBuilder();
        while (isAtText()) {
            value.append(next().text());
        }
        return value.toString();
    }

    String number() {
        if (peek().kind() != Kind.NUMBER) {
            throw unexpected();
        }
        return next().text();
    }

    /** Goes over an expression in parentheses, which follow. */
    void skipParentheses() {
        expect('(');
        for (int depth = 1; depth > 0; ) {
            Token token = next();
            if (token.kind() == Kind.END) {
                throw unexpected();
            }
            depth += token.is('(') ? 1 : token.is(')') ? -1 : 0;
        }
    }

    void skipToEnd() {
        while (next().kind() != Kind.END) {
            // goes on
        }
    }

    DdlSyntaxException unexpected() {
        return new DdlSyntaxException("unexpected " + (atEnd() ? "end" : "'" + peek().text() + "'"));
    }
}
