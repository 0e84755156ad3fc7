package dev.tributary.mysql.ddl;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads constants. */
final class LiteralParser {

    private final DdlTokens tokens;

    LiteralParser(DdlTokens tokens) {
        this.tokens = tokens;
    }

    /** The constant that follows; null where none does, and nothing is gone over then. */
    @Nullable
    Literal find() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case TEXT -> new Literal.Text(tokens.text(), false);
            case NUMBER -> number(false);
            case BYTES -> new Literal.Bytes(tokens.next().text());
            case SIGN -> signed(token);
            case WORD -> word(token);
            case QUOTED_NAME, END -> null;
        };
    }

    private @Nullable Literal signed(Token sign) {
        boolean isNumber = (sign.is('-') || sign.is('+')) && tokens.peek(1).kind() == Token.Kind.NUMBER;
        if (!isNumber) {
            return null;
        }
        tokens.next();
        return number(sign.is('-'));
    }

    private Literal number(boolean negative) {
        String digits = tokens.number();
        BigDecimal value = new BigDecimal(digits);
        return new Literal.Number(negative ? value.negate() : value, digits.matches(".*[eE].*"));
    }

    private @Nullable Literal word(Token word) {
        if (tokens.accept("NULL")) {
            return new Literal.Nothing();
        }
        if (tokens.accept("TRUE")) {
            return new Literal.Number(BigDecimal.ONE, false);
        }
        if (tokens.accept("FALSE")) {
            return new Literal.Number(BigDecimal.ZERO, false);
        }
        Token.Kind following = tokens.peek(1).kind();
        if (following == Token.Kind.TEXT && tokens.acceptAny("DATE", "TIME", "TIMESTAMP")) {
            return new Literal.Moment(tokens.text());
        }
        if (word.text().startsWith("_") && following == Token.Kind.TEXT) {
            tokens.next();
            return new Literal.Text(tokens.text(), true);
        }
        if (word.text().startsWith("_") && following == Token.Kind.BYTES) {
            tokens.next();
            return new Literal.Bytes(tokens.next().text());
        }
        return null;
    }
}
