package dev.tributary.model;

import java.io.Serializable;

/**
 * What a statement did to one column of all the rows before it.
 *
 * @param column the target's column that gets a value
 * @param value for {@link Kind#MOVE} the column, as it was before the statement, that the value comes from; for {@link
 *     Kind#SET} and {@link Kind#REPLACE_NULL} the value as hexadecimal RowBinary of the type; else empty
 * @param type the ClickHouse type of the value's bytes, not nullable; empty where there are none
 */
public record ColumnRewrite(Kind kind, String column, String value, String type) implements Serializable {

    /** How the value comes about. */
    public enum Kind {
        /** Taken from another column. */
        MOVE,
        /** The same in every row. */
        SET,
        /** NULL in every row. */
        SET_NULL,
        /** The given value where the row has NULL, else what it has. */
        REPLACE_NULL
    }

    public static ColumnRewrite move(String from, String column) {
        return new ColumnRewrite(Kind.MOVE, column, from, "");
    }

    public static ColumnRewrite setNull(String column) {
        return new ColumnRewrite(Kind.SET_NULL, column, "", "");
    }

    public static ColumnRewrite set(String column, String value, String type) {
        return new ColumnRewrite(Kind.SET, column, value, type);
    }

    public static ColumnRewrite replaceNull(String column, String value, String type) {
        return new ColumnRewrite(Kind.REPLACE_NULL, column, value, type);
    }
}
