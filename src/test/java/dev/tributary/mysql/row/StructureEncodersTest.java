package dev.tributary.mysql.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TargetEvolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureEncodersTest {

    private static final TableId TABLE = new TableId("d", "t");
    private static final Column ID = new Column("id", MySqlType.parse("int"), false);
    private static final Column NAME = new Column("name", MySqlType.parse("varchar(9)"), true);

    private final StructureEncoders encoders = new StructureEncoders(
            new RoutePlan(
                    "shop",
                    new TableSchema(TABLE, List.of(ID, NAME), List.of("id"), List.of()),
                    new TargetSchema(
                            TABLE,
                            List.of(
                                    new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"),
                                    new TargetColumn("id", "Int32"),
                                    new TargetColumn("name", "Nullable(String)")),
                            2)),
            UnencodablePolicy.FAIL,
            new DeadLetters.Box(1, "shops"),
            // Never asked: the structures below need no change of the target.
            new TargetEvolution(
                    new ClickHouseOptions("http://127.0.0.1:1", "nobody", new Secret(""), "none", "none", "none"),
                    Duration.ZERO));

    @Test
    void structureHasOneEncoderWhicheverListItComesAs() {
        RouteEncoder first = encoders.encoder(List.of(ID, NAME));

        assertThat(encoders.encoder(new ArrayList<>(List.of(ID, NAME)))).isSameAs(first);
        assertThat(encoders.encoder(List.of(NAME, ID))).isNotSameAs(first);
        assertThat(encoders.encoder(List.of(ID, NAME))).isSameAs(first);
    }

    @Test
    void columnsAreFoundByNameInEachStructure() {
        List<RowChange> changes = new ArrayList<>();
        encoders.encoder(List.of(ID, NAME)).insert(idFirst(0), 1, 0, changes::add);
        encoders.encoder(List.of(NAME, ID)).insert(idFirst(1), 1, 0, changes::add);
        encoders.encoder(List.of(ID)).insert((column, sink) -> sink.whole(7), 1, 0, changes::add);

        assertThat(changes.get(0).row()).isEqualTo(changes.get(1).row());
        assertThat(changes.get(2).row()).hasSize(changes.get(0).row().length - 2);
    }

    private static SourceRow idFirst(int idColumn) {
        return (column, sink) -> {
            if (column == idColumn) {
                sink.whole(7);
            } else {
                sink.text("x");
            }
        };
    }

    @Test
    void structureThatNoTargetHoldsIsRefused() {
        Column other = new Column("id", MySqlType.parse("varchar(9)"), false);

        assertThatThrownBy(() -> encoders.encoder(List.of(other, NAME)))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("the structure of d.t changed");
    }
}
