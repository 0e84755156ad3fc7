package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.TargetColumn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A part of a merge: the keys whose hash falls into it. A merge of very many rows is carried out bucket by bucket, so that what
 * ClickHouse has to remember for a statement stays bounded. All that concerns a key is in one bucket, so each is as repeatable
 * as the whole, and a merge that died between two of them begins again with the first.
 *
 * @param number from 0
 * @param of how many there are
 */
record KeyBucket(int number, int of) {

    static final KeyBucket WHOLE = new KeyBucket(0, 1);

    /** The rows of a bucket are sorted at once; those of documents are few and large. */
    private static final long BYTES_PER_BUCKET = 1L << 30;

    /**
     * @param target the target's columns, where rows of it are told by their bucket
     * @param rows of the merge
     * @param bytes of the merge, uncompressed
     * @param rowsPerBucket about as many as a bucket should have
     */
    static List<KeyBucket> of(
            MergeCommittable committable,
            Map<String, InsertableColumn> target,
            long rows,
            long bytes,
            int rowsPerBucket) {
        long byRows = (rows + rowsPerBucket - 1) / rowsPerBucket;
        long byBytes = (bytes + BYTES_PER_BUCKET - 1) / BYTES_PER_BUCKET;
        long count = Math.min(Math.max(byRows, byBytes), 10_000);
        if (count < 2 || !keysAreAlike(committable, target)) {
            return List.of(WHOLE);
        }
        return IntStream.range(0, (int) count)
                .mapToObj(number -> new KeyBucket(number, (int) count))
                .toList();
    }

    /** How many rows were staged, as far as it is known. */
    static long stagedRows(MergeCommittable committable) {
        return committable.groups().stream()
                .flatMap(group -> group.tables().stream())
                .mapToLong(StagingTable::rows)
                .sum();
    }

    /** Values of two types can be equal and have two hashes. */
    private static boolean keysAreAlike(MergeCommittable committable, Map<String, InsertableColumn> target) {
        List<List<TargetColumn>> keys = committable.groups().stream()
                .map(KeyBucket::keyColumns)
                .distinct()
                .toList();
        return keys.size() == 1
                && (target.isEmpty() || keys.get(0).stream().allMatch(column -> isOfItsType(target, column)));
    }

    private static boolean isOfItsType(Map<String, InsertableColumn> target, TargetColumn column) {
        InsertableColumn found = target.get(column.name());
        return found != null && found.type().equals(column.type());
    }

    private static List<TargetColumn> keyColumns(StagedGroup group) {
        return group.schema().columns().subList(0, group.schema().keyColumns());
    }

    boolean isWhole() {
        return of == 1;
    }

    /** True for the rows whose key is in the bucket. */
    String condition(List<String> keyColumns) {
        return isWhole() ? "1" : "cityHash64(" + Identifiers.quoteAll(keyColumns) + ") % " + of + " = " + number;
    }

    /** For the ids of its statements: nothing where it is the whole. */
    String suffix() {
        return isWhole() ? "" : number + "-";
    }
}
