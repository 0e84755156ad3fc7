package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedded.GoldenBytes;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** What stands in checkpoints and savepoints: the bytes of version 1 are read by all later releases or refused by number. */
class CommittableSerializersTest {

    private static final TargetSchema SCHEMA = new TargetSchema(
            new TableId("analytics", "customers"),
            List.of(
                    new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"),
                    new TargetColumn("id", "Int64"),
                    new TargetColumn("näme", "Nullable(String)")),
            2);
    private static final ChangeCounts COUNTS = new ChangeCounts(5, 2, 1_700_000_000_000L, 1_700_000_001_000L);
    private static final StagedTable STAGED =
            new StagedTable(new TableId("tributary_staging", "shops__customers__1"), SCHEMA, COUNTS);
    private static final MergeCommittable COMMITTABLE = new MergeCommittable(
            "0d4c1f2e",
            41,
            SCHEMA,
            List.of(
                    new TableId("tributary_staging", "shops__customers__1"),
                    new TableId("tributary_staging", "shops__customers__2")),
            COUNTS);

    private final StagedTableSerializer stagedTables = new StagedTableSerializer();
    private final MergeCommittableSerializer committables = new MergeCommittableSerializer();

    @Test
    void stagedTableIsReadAsItWasWritten() throws IOException {
        assertThat(roundTrip(stagedTables, STAGED)).isEqualTo(STAGED);
    }

    @Test
    void committableIsReadAsItWasWritten() throws IOException {
        assertThat(roundTrip(committables, COMMITTABLE)).isEqualTo(COMMITTABLE);
    }

    @Test
    void stagedTableOfVersionOneKeepsItsBytes() throws IOException {
        assertThat(stagedTables.serialize(STAGED)).isEqualTo(GoldenBytes.of("staged-table-1"));
        assertThat(stagedTables.deserialize(1, GoldenBytes.of("staged-table-1")))
                .isEqualTo(STAGED);
    }

    @Test
    void committableOfVersionOneKeepsItsBytes() throws IOException {
        assertThat(committables.serialize(COMMITTABLE)).isEqualTo(GoldenBytes.of("merge-committable-1"));
        assertThat(committables.deserialize(1, GoldenBytes.of("merge-committable-1")))
                .isEqualTo(COMMITTABLE);
    }

    @Test
    void unknownVersionIsRefusedByNumber() throws IOException {
        byte[] staged = stagedTables.serialize(STAGED);
        byte[] committable = committables.serialize(COMMITTABLE);

        assertThatThrownBy(() -> stagedTables.deserialize(7, staged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 7");
        assertThatThrownBy(() -> committables.deserialize(7, committable))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 7");
    }

    private static <T> T roundTrip(SimpleVersionedSerializer<T> serializer, T value) throws IOException {
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(value));
    }
}
