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
import java.util.stream.Stream;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
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
    private static final TableRewrite AFTER_SNAPSHOT = TableRewrite.afterSnapshot(SCHEMA.target(), "shop_us", 7);
    private static final StagedInline INLINE = new StagedInline("00ff7f", SCHEMA, COUNTS);

    /** As versions before the third have it. */
    private static final StagedGroup GROUP = group(SCHEMA, 0, "", "1", "2");

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
            List.of(group(SCHEMA, 1L << 40, "00ff", "1", "2"), group(WIDER, 5, "", "3"), group(WIDER, 0, "0a")),
            List.of(REWRITE, AFTER_SNAPSHOT),
            COUNTS);
    private static final MergeCommittable OF_VERSION_TWO = new MergeCommittable(
            "0d4c1f2e", 41, SCHEMA.target(), List.of(GROUP, group(WIDER, 0, "", "3")), List.of(REWRITE), COUNTS);

    private static StagedGroup group(TargetSchema schema, long rows, String inline, String... tables) {
        return new StagedGroup(
                schema,
                Stream.of(tables)
                        .map(table ->
                                new StagingTable(new TableId("tributary_staging", "shops__customers__" + table), rows))
                        .toList(),
                inline);
    }

    private final StagedSerializer staged = new StagedSerializer();
    private final MergeCommittableSerializer committables = new MergeCommittableSerializer();

    @Test
    void whatIsStagedIsReadAsItWasWritten() throws IOException {
        assertThat(roundTrip(staged, STAGED)).isEqualTo(STAGED);
        assertThat(roundTrip(staged, INLINE)).isEqualTo(INLINE);
        assertThat(roundTrip(staged, new StagedRewrite(REWRITE))).isEqualTo(new StagedRewrite(REWRITE));
        assertThat(roundTrip(staged, new StagedRewrite(AFTER_SNAPSHOT))).isEqualTo(new StagedRewrite(AFTER_SNAPSHOT));
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
    void versionTwoIsStillRead() throws IOException {
        assertThat(staged.deserialize(2, GoldenBytes.of("staged-2"))).isEqualTo(STAGED);
        assertThat(staged.deserialize(2, GoldenBytes.of("staged-rewrite-2"))).isEqualTo(new StagedRewrite(REWRITE));
        assertThat(committables.deserialize(2, GoldenBytes.of("merge-committable-2")))
                .isEqualTo(OF_VERSION_TWO);
    }

    @Test
    void versionThreeKeepsItsBytes() throws IOException {
        assertThat(staged.serialize(STAGED)).isEqualTo(GoldenBytes.of("staged-3"));
        assertThat(staged.serialize(INLINE)).isEqualTo(GoldenBytes.of("staged-inline-3"));
        assertThat(staged.serialize(new StagedRewrite(AFTER_SNAPSHOT))).isEqualTo(GoldenBytes.of("staged-rewrite-3"));
        assertThat(committables.serialize(COMMITTABLE)).isEqualTo(GoldenBytes.of("merge-committable-3"));
        assertThat(committables.deserialize(3, GoldenBytes.of("merge-committable-3")))
                .isEqualTo(COMMITTABLE);
    }

    /** It travels between releases' operators in savepoints of none, but a state that holds it must not be misread. */
    @Test
    void rewriteOfAnotherVersionIsRefusedByNumber() {
        byte[] row = TableRewriteFormat.toRowChange(REWRITE, 7).row();
        row[0] = 9;

        assertThatThrownBy(() -> TableRewriteFormat.read(new DataInputDeserializer(row)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
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
