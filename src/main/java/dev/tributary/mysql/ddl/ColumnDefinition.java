package dev.tributary.mysql.ddl;

import org.jspecify.annotations.Nullable;

/**
 * A column as a statement defines it.
 *
 * @param nullability as it is said; a primary key decides it where nothing is
 * @param preset the value of rows that name none
 * @param counting whether AUTO_INCREMENT numbers the rows
 * @param generation whether an expression over other columns gives its values
 * @param primaryKey whether the definition makes it the primary key
 * @param uniqueKey whether the definition makes it a unique key
 */
public record ColumnDefinition(
        String name,
        DeclaredType type,
        Nullability nullability,
        Preset preset,
        boolean counting,
        Generation generation,
        boolean primaryKey,
        boolean uniqueKey) {

    /** What a definition says of NULL. */
    public enum Nullability {
        NULL,
        NOT_NULL,
        UNSAID
    }

    /** Where a column's values come from. */
    public enum Generation {
        NONE,
        /** By an expression, when a row is written. */
        STORED,
        /** By an expression, when a row is read. */
        VIRTUAL
    }

    /** Behind DEFAULT. */
    public sealed interface Preset {

        record Unsaid() implements Preset {}

        record Constant(Literal value) implements Preset {}

        /** What each row gets by an expression or by the time. */
        record Computed() implements Preset {}
    }

    /** Whether it can be NULL where no key of another clause holds it. @param explicitTimestamps see {@link DdlDialect} */
    boolean nullable(boolean explicitTimestamps) {
        return switch (nullability) {
            case NULL -> true;
            case NOT_NULL -> false;
            case UNSAID ->
                !primaryKey
                        && !counting
                        && (explicitTimestamps || isGenerated() || !type.name().equals("timestamp"));
        };
    }

    boolean isGenerated() {
        return generation != Generation.NONE;
    }

    /** The value behind DEFAULT; null where there is none, or no constant one. */
    @Nullable
    Literal constant() {
        return preset instanceof Preset.Constant constant ? constant.value() : null;
    }
}
