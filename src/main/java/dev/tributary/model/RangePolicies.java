package dev.tributary.model;

import java.io.Serializable;
import java.util.Map;

/**
 * What becomes of dates beyond the years of their targets' types, in the columns of one table.
 *
 * @param usual for the columns that are not named, which is the job's
 * @param byColumn by source column
 */
public record RangePolicies(RangePolicy usual, Map<String, RangePolicy> byColumn) implements Serializable {

    public static final RangePolicies NONE = new RangePolicies(RangePolicy.AUTO, Map.of());

    public RangePolicies {
        byColumn = Map.copyOf(byColumn);
    }

    public RangePolicy of(String sourceColumn) {
        return byColumn.getOrDefault(sourceColumn, usual);
    }
}
