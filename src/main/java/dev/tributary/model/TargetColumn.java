package dev.tributary.model;

import java.io.Serializable;

/**
 * A column of a ClickHouse target.
 *
 * @param type the ClickHouse type as ClickHouse spells it, for example {@code Nullable(Decimal(18, 4))}
 */
public record TargetColumn(String name, String type) implements Serializable {

    public boolean nullable() {
        return type.startsWith("Nullable(") || type.startsWith("LowCardinality(Nullable(");
    }
}
