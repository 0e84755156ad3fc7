package dev.tributary.mysql.ddl;

import java.math.BigDecimal;

/** A constant as a statement writes it. */
public sealed interface Literal {

    /** NULL. */
    record Nothing() implements Literal {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.nothing(this);
        }
    }

    /**
     * A text, without its quotes and escapes.
     *
     * @param introduced whether a character set stands before it, by which its bytes are to be understood
     */
    record Text(String value, boolean introduced) implements Literal {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * A number, or TRUE or FALSE.
     *
     * @param floating whether it has an exponent, which makes it a double
     */
    record Number(BigDecimal value, boolean floating) implements Literal {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.number(this);
        }
    }

    /** Bytes in hexadecimal digits, an even number of them; bits are bytes too. */
    record Bytes(String digits) implements Literal {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.bytes(this);
        }
    }

    /** A text with DATE, TIME or TIMESTAMP before it. */
    record Moment(String value) implements Literal {

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.moment(this);
        }
    }

    /** One method for each kind. */
    interface Visitor<T> {

        T nothing(Nothing literal);

        T text(Text literal);

        T number(Number literal);

        T bytes(Bytes literal);

        T moment(Moment literal);
    }

    <T> T accept(Visitor<T> visitor);
}
