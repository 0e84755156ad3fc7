package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import dev.tributary.sink.MutationGuard.Mutations;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Deletes and changes by patch parts, which the target's block number and offset columns make possible. A classic mutation
 * that runs at the same time, whoever started it, can lose what patch parts say; so a statement counts only when no
 * unfinished mutation was there before it and no new one appeared beside it.
 *
 * <p>Whether one appeared is asked for the merges of many targets together, after their inserts: readers miss the keys of each
 * for no longer than its two statements take, and a merge that turns out to have been disturbed is carried out once more. The
 * other statements, of merges that are no two, are asked for one by one.
 */
final class PatchedRows implements TargetRows {

    private static final int MAXIMUM_ATTEMPTS = 20;
    private static final Map<String, Object> SETTINGS =
            Map.of("lightweight_delete_mode", "lightweight_update_force", "enable_lightweight_update", 1);

    /** What was found at the beginning of the round, good for the first statement of each target. */
    private final Map<TableId, Mutations> found = new ConcurrentHashMap<>();

    /** What was there before the deletes that nobody has looked beside yet. */
    private final Map<TableId, Mutations> beforeDelete = new ConcurrentHashMap<>();

    @Override
    public void prepare(Collection<TableId> targets, ClickHouseClient clickHouse) {
        Map<TableId, Mutations> now = new MutationGuard(clickHouse).of(targets);
        targets.forEach(target -> found.put(target, now.getOrDefault(target, Mutations.NONE)));
    }

    @Override
    public void delete(TableId target, String condition, ClickHouseClient clickHouse, String queryId) {
        String statement = "DELETE FROM " + Identifiers.quote(target) + " WHERE " + condition;
        Mutations before = found.remove(target);
        if (before != null && before.quiet()) {
            clickHouse.execute(statement, SETTINGS, queryId);
            beforeDelete.put(target, before);
            return;
        }
        besideNoMutation(target, clickHouse, queryId, id -> clickHouse.execute(statement, SETTINGS, id));
    }

    @Override
    public void update(
            TableId target, String assignments, String condition, ClickHouseClient clickHouse, String queryId) {
        String statement = "UPDATE " + Identifiers.quote(target) + " SET " + assignments + " WHERE " + condition;
        besideNoMutation(target, clickHouse, queryId, id -> clickHouse.execute(statement, SETTINGS, id));
    }

    private void besideNoMutation(
            TableId target, ClickHouseClient clickHouse, String queryId, Consumer<String> statement) {
        MutationGuard guard = new MutationGuard(clickHouse);
        found.remove(target);
        for (int attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
            Mutations before = guard.awaitQuiet(target);
            statement.accept(queryId + attempt);
            if (guard.of(target).areThoseOf(before)) {
                return;
            }
        }
        throw new IllegalStateException(MAXIMUM_ATTEMPTS + " attempts to delete or change rows of " + target
                + " each met a mutation that another client started meanwhile; end those mutations (system.mutations)");
    }

    @Override
    public Set<TableId> disturbed(Collection<TableId> targets, ClickHouseClient clickHouse) {
        Set<TableId> open = new HashSet<>(targets);
        open.retainAll(beforeDelete.keySet());
        Map<TableId, Mutations> now = new MutationGuard(clickHouse).of(open);
        Set<TableId> disturbed = new HashSet<>();
        for (TableId target : open) {
            Mutations before = beforeDelete.get(target);
            if (before != null && !now.getOrDefault(target, Mutations.NONE).areThoseOf(before)) {
                disturbed.add(target);
            } else {
                beforeDelete.remove(target);
            }
        }
        return disturbed;
    }

    @Override
    public void settled(TableId target) {
        beforeDelete.remove(target);
    }
}
