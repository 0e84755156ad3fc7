package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.ChangeKind;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Merges rows into targets while no Flink job does: staged, fenced by the job's lease and entered in the ledger like any
 * commit of the job. As long as it is open, no job of the name merges.
 */
public final class DirectMerge implements AutoCloseable {

    private final ClickHouseClient clickHouse;
    private final StagingArea staging;
    private final Lease lease;
    private final MergeProcedure procedure;

    private DirectMerge(MergeSinkOptions options, ClickHouseClient clickHouse, Lease lease) {
        this.clickHouse = clickHouse;
        this.staging = options.stagingArea(clickHouse);
        this.lease = lease;
        this.procedure = new MergeProcedure(options, clickHouse, lease.fence(), removal -> {});
    }

    /**
     * Takes the lease.
     *
     * @param who is said to hold it
     * @throws LeaseHeldException if a job holds it and gives signs of life for a minute
     */
    public static DirectMerge begin(MergeSinkOptions options, String who) {
        ClickHouseClient clickHouse = new ClickHouseClient(options.clickHouse());
        try {
            JobAttempt attempt = new JobAttempt(who, UUID.randomUUID().toString(), 0);
            Lease lease = new Lease(
                    clickHouse, options.clickHouse().controlDatabase(), options.job(), attempt, LeaseTimes.DEFAULT);
            lease.acquire();
            lease.keepUp();
            return new DirectMerge(options, clickHouse, lease);
        } catch (RuntimeException e) {
            clickHouse.close();
            throw e;
        }
    }

    /**
     * Puts rows in the place of others, in one commit.
     *
     * @param replaced which rows of the target go, as a condition of ClickHouse's; null for those of the changes' keys alone
     * @param version of the changes, which is above 0
     * @param changes all of them of the schema
     */
    public void replace(TargetSchema schema, @Nullable String replaced, long version, List<RowChange> changes) {
        TableId table = staging.newTable(schema);
        try {
            staging.create(table, schema);
            if (replaced != null) {
                stageDeletes(table, schema, replaced, version - 1);
            }
            if (!changes.isEmpty()) {
                BatchWindow window = new BatchWindow(0);
                changes.forEach(window::add);
                staging.insert(table, schema, window.open());
            }
            long staged = Long.parseLong(
                    Objects.requireNonNull(clickHouse.queryValue("SELECT count() FROM " + Identifiers.quote(table))));
            long upserts = changes.stream()
                    .filter(change -> change.kind() == ChangeKind.UPSERT)
                    .count();
            procedure.carryOut(new MergeCommittable(
                    UUID.randomUUID().toString(),
                    0,
                    schema.target(),
                    List.of(new StagedGroup(schema, List.of(new StagingTable(table, staged)), "")),
                    List.of(),
                    new ChangeCounts(upserts, staged - upserts, 0, 0)));
        } finally {
            staging.drop(List.of(table));
        }
    }

    /** The rows as they are in the target, as deleted: so their keys are just those that are there. */
    private void stageDeletes(TableId table, TargetSchema schema, String condition, long version) {
        String columns = Identifiers.quoteAll(schema.columnNames());
        clickHouse.execute("INSERT INTO " + Identifiers.quote(table) + " (" + columns + ", "
                + Identifiers.quote(TargetSchema.VERSION) + ", " + Identifiers.quote(TargetSchema.DELETED) + ") SELECT "
                + columns + ", " + Long.toUnsignedString(version) + ", 1 FROM "
                + Identifiers.quote(schema.target()) + " WHERE " + condition);
    }

    /** Lets the lease go. */
    @Override
    public void close() {
        lease.close();
        clickHouse.close();
    }
}
