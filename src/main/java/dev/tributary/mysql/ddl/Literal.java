package dev.tributary.mysql.ddl;

import java.math.BigDecimal;

/** A constant as a statement writes it. */
public sealed interface Literal {

    /** NULL. */
    record Nothing() implements Literal {}

    /**
     * A text, without its quotes and escapes.
     *
     * @param introduced whether a character set stands before it, by which its bytes are to be understood
     */
    record Text(String value, boolean introduced) implements Literal {}

    /**
     * A number, or TRUE or FALSE.
     *
     * @param floating whether it has an exponent, which makes it a double
     */
    record Number(BigDecimal value, boolean floating) implements Literal {}

    /** Bytes in hexadecimal digits, an even number of them; bits are bytes too. */
    record Bytes(String digits) implements Literal {}

    /** A text with DATE, TIME or TIMESTAMP before it. */
    record Moment(String value) implements Literal {}
}
