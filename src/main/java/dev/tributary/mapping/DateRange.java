package dev.tributary.mapping;

import dev.tributary.model.MySqlType;

/** The years of a ClickHouse type for dates. Both ends are whole years, so that a year alone says what is beyond. */
public enum DateRange {
    /** Of Date32, and of DateTime64 in every version. */
    USUAL(1900, 2299),

    /**
     * Of DateTime64 from ClickHouse 26.7 on. It has the year 0 too, and reads a text with it as another year, so that no query
     * could ask for one.
     */
    WIDE(1, 9999),

    /** Of a text. */
    ALL(0, 9999);

    private final int firstYear;
    private final int lastYear;

    DateRange(int firstYear, int lastYear) {
        this.firstYear = firstYear;
        this.lastYear = lastYear;
    }

    public int firstYear() {
        return firstYear;
    }

    public int lastYear() {
        return lastYear;
    }

    /** The range of a date or datetime, where this is that of DateTime64. */
    public DateRange of(MySqlType type) {
        return type.name().equals("datetime") ? this : USUAL;
    }

    public boolean contains(int year) {
        return year >= firstYear && year <= lastYear;
    }

    /** The first date, as both servers print it. */
    public String firstDate() {
        return Dates.text(firstYear, 1, 1);
    }

    /** The last date, as both servers print it. */
    public String lastDate() {
        return Dates.text(lastYear, 12, 31);
    }

    /** The range of DateTime64, for errors. */
    String moments() {
        return "DateTime64, " + firstDate() + " 00:00:00 to " + lastDate() + " 23:59:59.999999";
    }
}
