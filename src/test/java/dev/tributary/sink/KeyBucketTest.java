package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyBucketTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void rowsAndBytesDecideHowManyBucketsThereAre() {
        assertThat(buckets(1_000, GIGABYTE)).isEqualTo(1);
        assertThat(buckets(1_000, 0)).as("bytes that nobody knows").isEqualTo(1);
        assertThat(buckets(2_001, GIGABYTE)).as("many rows").isEqualTo(3);
        assertThat(buckets(10, 3 * GIGABYTE + 1))
                .as("few rows of large documents")
                .isEqualTo(4);
    }

    private static int buckets(long rows, long bytes) {
        TargetSchema schema = new TargetSchema(
                new TableId("shop", "documents"),
                List.of(
                        new TargetColumn(TargetSchema.SOURCE_DATABASE, "String"),
                        new TargetColumn("id", "Int64"),
                        new TargetColumn("body", "String")),
                2);
        StagingTable table = new StagingTable(new TableId("staging", "documents"), rows);
        MergeCommittable commit = new MergeCommittable(
                "commit",
                1,
                schema.target(),
                List.of(new StagedGroup(schema, List.of(table), "")),
                List.of(),
                new ChangeCounts(rows, 0, 0, 0));
        return KeyBucket.of(commit, Map.of(), rows, bytes, 1_000).size();
    }
}
