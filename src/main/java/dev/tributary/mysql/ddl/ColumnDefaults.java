package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.mysql.ddl.ColumnDefinition.Nullability;
import dev.tributary.mysql.ddl.ColumnDefinition.Preset;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What columns have in the rows that are there when they come, or cease to be NULL: MySQL fills them without an event for any. */
final class ColumnDefaults {

    private static final Set<String> NUMBERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal");
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "set");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private ColumnDefaults() {}

    /** A value, or NULL. */
    record Filling(@Nullable DefaultValue value) {}

    /** What a new column has; empty where the statement does not tell it. */
    static Optional<Filling> ofNew(Column column, ColumnDefinition definition, SessionTime session) {
        if (definition.isGenerated() || definition.counting() || definition.preset() instanceof Preset.Computed) {
            return Optional.empty();
        }
        Literal constant = definition.constant();
        if (constant != null && !(constant instanceof Literal.Nothing)) {
            return Optional.ofNullable(LiteralValues.of(column, constant, session))
                    .map(Filling::new);
        }
        if (column.nullable()) {
            return Optional.of(new Filling(null));
        }
        // One that says nothing at all can be filled with the time of the statement.
        boolean ofTime = column.type().name().equals("timestamp") && definition.nullability() != Nullability.NULL;
        DefaultValue implicit = ofTime ? null : implicit(column, true);
        return Optional.ofNullable(implicit).map(Filling::new);
    }

    /** What stands for NULL in a column that has become NOT NULL; empty where that cannot be told. */
    static Optional<DefaultValue> insteadOfNull(Column column) {
        return Optional.ofNullable(implicit(column, false));
    }

    /** @param isNew whether an enum has its first member, and not the text of no member */
    private static @Nullable DefaultValue implicit(Column column, boolean isNew) {
        String type = column.type().name();
        if (NUMBERS.contains(type)) {
            return DefaultValue.number(BigDecimal.ZERO);
        }
        if (TEXTS.contains(type)) {
            return DefaultValue.text("");
        }
        if (BYTES.contains(type)) {
            return DefaultValue.bytes(new byte[0]);
        }
        return switch (type) {
            case "enum" -> DefaultValue.text(isNew ? column.type().arguments().get(0) : "");
            case "float", "double" -> DefaultValue.real(0, column.type().name().equals("float"));
            case "bit" -> DefaultValue.bits(new byte[(column.type().argument(0, 1) + 7) / 8]);
            case "year" -> DefaultValue.year(0);
            case "time" -> DefaultValue.time(0);
            case "date", "datetime" -> DefaultValue.zeroDate(column.type());
            default -> null;
        };
    }
}
