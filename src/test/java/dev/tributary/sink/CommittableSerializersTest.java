package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedded.GoldenBytes;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.stream.TableRewriteFormat;
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
    private static final TableRewrite REWRITE = new TableRewrite(
            SCHEMA.target(),
            "shop_de",
            1L << 41,
            false,
            List.of(
                    ColumnRewrite.move("a", "b"),
                    ColumnRewrite.setNull("a"),
                    ColumnRewrite.set("c", "05000000", "Int32"),
                    ColumnRewrite.replaceNull("d", "00", "String")));
    private static final StagedGroup GROUP = new StagedGroup(
            SCHEMA,
            List.of(
                    new TableId("tributary_staging", "shops__customers__1"),
                    new TableId("tributary_staging", "shops__customers__2")));
    private static final MergeCommittable PLAIN =
            new MergeCommittable("0d4c1f2e", 41, SCHEMA.target(), List.of(GROUP), List.of(), COUNTS);
    private static final TargetSchema WIDER = new TargetSchema(
            SCHEMA.target(),
            List.of(SCHEMA.columns().get(0), SCHEMA.columns().get(1), new TargetColumn("added", "Nullable(Int32)")),
            2);
    private static final MergeCommittable COMMITTABLE = new MergeCommittable(
            "0d4c1f2e",
            41,
            SCHEMA.target(),
            List.of(GROUP, new StagedGroup(WIDER, List.of(new TableId("tributary_staging", "shops__customers__3")))),
            List.of(REWRITE),
            COUNTS);

    private final StagedSerializer staged = new StagedSerializer();
    private final MergeCommittableSerializer committables = new MergeCommittableSerializer();

    @Test
    void whatIsStagedIsReadAsItWasWritten() throws IOException {
        assertThat(roundTrip(staged, STAGED)).isEqualTo(STAGED);
        assertThat(roundTrip(staged, new StagedRewrite(REWRITE))).isEqualTo(new StagedRewrite(REWRITE));
    }

    @Test
    void committableIsReadAsItWasWritten() throws IOException {
        assertThat(roundTrip(committables, COMMITTABLE)).isEqualTo(COMMITTABLE);
    }

    @Test
    void rewriteTravelsAmongTheRows() throws IOException {
        assertThat(TableRewriteFormat.of(TableRewriteFormat.toRowChange(REWRITE, 7)))
                .isEqualTo(REWRITE);
    }

    @Test
    void versionOneIsStillRead() throws IOException {
        assertThat(staged.deserialize(1, GoldenBytes.of("staged-table-1"))).isEqualTo(STAGED);
        assertThat(committables.deserialize(1, GoldenBytes.of("merge-committable-1")))
                .isEqualTo(PLAIN);
    }

    @Test
    void stagedOfVersionTwoKeepsItsBytes() throws IOException {
        assertThat(staged.serialize(STAGED)).isEqualTo(GoldenBytes.of("staged-2"));
        assertThat(staged.deserialize(2, GoldenBytes.of("staged-2"))).isEqualTo(STAGED);
    }

    @Test
    void committableOfVersionTwoKeepsItsBytes() throws IOException {
        assertThat(committables.serialize(COMMITTABLE)).isEqualTo(GoldenBytes.of("merge-committable-2"));
        assertThat(committables.deserialize(2, GoldenBytes.of("merge-committable-2")))
                .isEqualTo(COMMITTABLE);
    }

    @Test
    void unknownVersionIsRefusedByNumber() throws IOException {
        byte[] table = staged.serialize(STAGED);
        byte[] committable = committables.serialize(COMMITTABLE);

        assertThatThrownBy(() -> staged.deserialize(7, table))
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
