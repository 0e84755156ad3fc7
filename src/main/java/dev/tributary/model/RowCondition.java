package dev.tributary.model;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * A condition on one column of a source row. As in SQL, no comparison is true of NULL.
 *
 * @param column the source column
 * @param values what the column is compared with: several for {@link Comparison#IN} and {@link Comparison#NOT_IN}, one for
 *     the other comparisons, none for those with NULL
 */
public record RowCondition(String column, Comparison comparison, List<String> values) implements Serializable {

    /** How the column and the values are compared. */
    public enum Comparison {
        EQUALS,
        NOT_EQUALS,
        IN,
        NOT_IN,
        ABOVE,
        AT_LEAST,
        BELOW,
        AT_MOST,
        IS_NULL,
        IS_NOT_NULL
    }

    public RowCondition {
        values = List.copyOf(values);
    }

    /** For error messages: {@code country in [de, at]}. */
    @Override
    public String toString() {
        return column + " " + comparison.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + switch (comparison) {
                    case IS_NULL, IS_NOT_NULL -> "";
                    case IN, NOT_IN -> " " + values;
                    case EQUALS, NOT_EQUALS, ABOVE, AT_LEAST, BELOW, AT_MOST -> " " + values.get(0);
                };
    }
}
