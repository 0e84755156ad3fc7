package dev.tributary.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StructureFitTest {

    private static final Column ID = new Column("id", MySqlType.parse("int"), false);

    @Test
    void dateThatIsATextStaysOneWhateverItsTypeBecomes() throws Exception {
        assertThat(fit(Overrides.NONE, "String", "datetime", "datetime(3)")).isEqualTo("String");
        assertThat(fit(Overrides.NONE, "String", "datetime", "date")).isEqualTo("String");
        assertThat(fit(Overrides.NONE, "Nullable(String)", "date", "date")).isEqualTo("Nullable(String)");
        assertThat(fit(Overrides.NONE, "DateTime64(0, 'UTC')", "datetime", "datetime(3)"))
                .isEqualTo("DateTime64(3, 'UTC')");
    }

    @Test
    void newDateIsATextWhereThatIsConfigured() throws Exception {
        Overrides texts = Overrides.NONE.withUsualRangePolicy(RangePolicy.TEXT);
        TableSchema before = source(ID);
        TargetSchema planned = target(new TargetColumn("id", "Int32"));

        TargetSchema fitted = new StructureFit(texts)
                .fit(planned, before, List.of(ID, column("date"), new Column("t", type("time"), true)));

        assertThat(fitted.columns())
                .endsWith(new TargetColumn("d", "Nullable(String)"), new TargetColumn("t", "Nullable(Time64(0))"));
    }

    /** The type of the column d for rows that have it as another one than the plan knew. */
    private static String fit(Overrides overrides, String target, String before, String now) throws Exception {
        TargetSchema planned = target(new TargetColumn("id", "Int32"), new TargetColumn("d", target));
        return new StructureFit(overrides)
                .fit(planned, source(ID, column(before)), List.of(ID, column(now)))
                .columns()
                .get(2)
                .type();
    }

    private static Column column(String type) {
        return new Column("d", type(type), false);
    }

    private static MySqlType type(String type) {
        return MySqlType.parse(type);
    }

    private static TableSchema source(Column... columns) {
        return new TableSchema(new TableId("shop", "t"), List.of(columns), List.of("id"), List.of());
    }

    private static TargetSchema target(TargetColumn... columns) {
        TargetColumn source = new TargetColumn("_source_database", "LowCardinality(String)");
        return new TargetSchema(
                new TableId("analytics", "t"),
                Stream.concat(Stream.of(source), Stream.of(columns)).toList(),
                2);
    }
}
