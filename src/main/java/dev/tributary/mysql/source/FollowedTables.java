package dev.tributary.mysql.source;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.mysql.binlog.TableMap;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.ddl.StatementWrite;
import dev.tributary.mysql.ddl.TableDdl;
import dev.tributary.mysql.source.CascadingKeys.Cascade;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a {@link BinlogFollower} follows, each with its structure at the position that is read, and what row events
 * are bound to. Used by the thread that reads; what it has come to is published with the transaction that it came by.
 */
final class FollowedTables {

    private static final int MOST_BINDINGS = 10_000;

    private final Map<TableId, FollowedTable> followed;
    private final Map<TableId, Integer> refused;
    private final TableRoutes routes;
    private final ReaderNotes notes;
    private final DdlFollower ddl;
    private final ServerInquiry inquiry;
    private final KnownByServer known;
    private final CascadingKeys cascadingKeys;
    private final ParentRows parents;

    /** By the number that row events name a table by, which changes when the server opens the table anew. */
    private final Map<Long, RowBinding> bindings = new HashMap<>();

    /** How often tables had been read anew when another time was asked for. */
    private final Map<TableId, Integer> askedFor = new HashMap<>();

    private boolean changed;

    FollowedTables(FollowState state, TableRoutes routes, ReaderNotes notes, DdlFollower ddl, ServerInquiry inquiry) {
        this.followed = new HashMap<>(state.tables());
        this.refused = new HashMap<>(state.refused());
        this.routes = routes;
        this.notes = notes;
        this.ddl = ddl;
        this.inquiry = inquiry;
        this.known = new KnownByServer(followed, inquiry);
        this.cascadingKeys = routes.cascadingKeys();
        this.parents = new ParentRows(cascadingKeys, inquiry);
    }

    /** Looks for foreign keys that were added while nobody looked on: since the plan, or while a table was read anew. */
    void lookForCascades() throws SQLException {
        Set<TableId> children = new TreeSet<>(cascadingKeys.tables());
        children.retainAll(followed.keySet());
        if (!children.isEmpty()) {
            cascadingKeys.learn(children, inquiry.foreignKeys(children));
        }
    }

    boolean isFollowed(TableId table) {
        return followed.containsKey(table);
    }

    /** Puts what statements did into the state; called under the lock. */
    void publish(FollowProgress progress) {
        if (changed) {
            progress.follow(followed, refused);
            changed = false;
        }
    }

    /** The rows that follow under the map's number are of this form. */
    void map(TableMap map) {
        TableId table = new TableId(map.database(), map.table());
        parents.map(map);
        FollowedTable found = followed.get(table);
        if (found == null) {
            bindings.remove(map.number());
            return;
        }
        RowBinding known = bindings.get(map.number());
        if (known == null || !known.isFor(map, found)) {
            if (bindings.size() >= MOST_BINDINGS) {
                bindings.clear();
            }
            bindings.put(map.number(), new RowBinding(table, map, found, routes));
        }
    }

    /** Rows of the table were read. */
    void count(TableId table, long rows) {
        notes.counts().changes(table, rows);
    }

    /** What rows of the number are bound to; null where their table is not followed. */
    @Nullable
    RowBinding binding(long number) {
        RowBinding binding = bindings.get(number);
        return binding != null && followed.containsKey(binding.table()) ? binding : null;
    }

    /** Rows of other tables can have changed with those of the event, and have none of their own. */
    void followCascades(RowsData rows, long version) throws SQLException, InterruptedException {
        for (Cascade cascade : parents.cascades(rows)) {
            FollowedTable table = followed.get(cascade.table());
            if (table != null && Long.compareUnsigned(version, table.snapshotVersion()) >= 0) {
                readAnewBeside(
                        table,
                        new RefusedTableException(
                                cascade.table(),
                                "rows of " + cascade.key().parent()
                                        + " were deleted or changed, by which its own change (foreign key "
                                        + cascade.key() + ")"));
            }
        }
    }

    /** Follows a statement, as far as it is one on tables that are followed. */
    void execute(StatementExecuted statement, long version, long sourceTimeMillis, Consumer<RowChange> out)
            throws SQLException, InterruptedException {
        Set<TableId> watched = watched();
        StatementWrite write = ddl.readWrite(statement, watched);
        if (write != null) {
            refuseThoseInDoubt(write, statement, version);
        }
        for (TableDdl statementOnTable : ddl.read(statement, watched)) {
            learnCascades(statementOnTable);
            if (statementOnTable instanceof TableDdl.Write) {
                askForChildren(statementOnTable.table(), version);
            }
            FollowedTable table = followed.get(statementOnTable.table());
            if (table == null || Long.compareUnsigned(version, table.snapshotVersion()) < 0) {
                continue; // refused by a part of the same statement, or in its snapshot
            }
            try {
                FollowedTable after = ddl.follow(statementOnTable, known, table, version, sourceTimeMillis, out);
                if (!after.equals(table)) {
                    followed.put(statementOnTable.table(), after);
                    changed = true;
                    notes.structureFollowed(statementOnTable.table(), statement.text());
                }
            } catch (RefusedTableException e) {
                refuse(e);
            } catch (KnownByServer.InquiryFailedException e) {
                throw e.failure();
            }
        }
    }

    /** Parents count too: a key of theirs, or another name, changes what becomes of their children's rows. */
    private Set<TableId> watched() {
        if (cascadingKeys.parents().isEmpty()) {
            return followed.keySet();
        }
        Set<TableId> watched = new HashSet<>(followed.keySet());
        watched.addAll(cascadingKeys.parents());
        return watched;
    }

    /** The parent's rows were changed by a statement: which, and with them which of the children's, the binlog does not say. */
    private void askForChildren(TableId parent, long version) throws InterruptedException {
        for (Cascade cascade : cascadingKeys.of(parent)) {
            FollowedTable table = followed.get(cascade.table());
            if (table != null && Long.compareUnsigned(version, table.snapshotVersion()) >= 0) {
                readAnewBeside(
                        table,
                        new RefusedTableException(
                                cascade.table(),
                                "rows of " + parent
                                        + " were changed by a statement that stands in the binlog instead of them, and"
                                        + " with them can its own (foreign key " + cascade.key() + ")"));
            }
        }
    }

    private void learnCascades(TableDdl statement) throws SQLException {
        Set<TableId> children = cascadingKeys.concernedBy(statement.table());
        children.retainAll(followed.keySet());
        FollowedTable table = followed.get(statement.table());
        List<ForeignKey> added = DdlFollower.addedKeys(statement, table == null ? null : table.structure());
        boolean changesKeys = !added.isEmpty() || cascadingKeys.isParent(statement.table());
        if (children.isEmpty() || !changesKeys) {
            return;
        }
        List<ForeignKey> found = new ArrayList<>(inquiry.foreignKeys(children));
        for (ForeignKey key : added) {
            if (found.stream().noneMatch(key::isLike)) {
                found.add(key);
            }
        }
        cascadingKeys.learn(children, found);
    }

    /** What triggers, views and functions do for a statement has no events either, and no words in its text. */
    private void refuseThoseInDoubt(StatementWrite write, StatementExecuted statement, long version)
            throws SQLException, InterruptedException {
        Set<String> touched = statement.touched();
        List<TableId> concerned = new ArrayList<>();
        followed.forEach((table, known) -> {
            boolean isTouched = touched == null || touched.contains(table.database());
            if (isTouched && Long.compareUnsigned(version, known.snapshotVersion()) >= 0) {
                concerned.add(table);
            }
        });
        String doubt = concerned.isEmpty() ? "" : inquiry.doubt(write, statement.text());
        if (doubt.isEmpty()) {
            return;
        }
        for (TableId table : concerned) {
            refuse(RefusedTableException.forSomebody(
                    table,
                    "a session whose binlog_format is not ROW executed a statement that can have changed its rows: "
                            + doubt + "; binlog_format must be ROW in every session"));
        }
    }

    /** A transaction (XA) was committed that was not prepared where this reading looked on. */
    void committedUnknown(String xid) throws InterruptedException {
        for (Map.Entry<TableId, FollowedTable> entry : List.copyOf(followed.entrySet())) {
            var prepared = entry.getValue().prepared();
            if (prepared == null) {
                refuse(
                        RefusedTableException.forSomebody(
                                entry.getKey(),
                                "the transaction (XA) " + xid
                                        + " was committed, and may have changed it before its snapshot began."
                                        + " Grant XA_RECOVER_ADMIN ON *.* to the account, so that such transactions are known"));
            } else if (prepared.contains(xid)) {
                refuse(new RefusedTableException(
                        entry.getKey(),
                        "the transaction (XA) " + xid + " was prepared before its snapshot and committed behind it"));
            }
        }
    }

    /** Has rows that changed without events be read, while those that have some are followed on. */
    private void readAnewBeside(FollowedTable table, RefusedTableException change) throws InterruptedException {
        if (Integer.valueOf(table.resyncs()).equals(askedFor.get(change.table()))) {
            return;
        }
        if (notes.refusals().readAnewBeside(change, table.resyncs())) {
            askedFor.put(change.table(), table.resyncs());
        } else {
            refuse(change);
        }
    }

    /** Follows a table no more, for this attempt and those to come. */
    void refuse(RefusedTableException refusal) throws InterruptedException {
        FollowedTable table = followed.get(refusal.table());
        if (table != null) {
            notes.refusals().refuse(refusal, table.resyncs());
            followed.remove(refusal.table());
            refused.put(refusal.table(), table.resyncs());
            changed = true;
        }
    }
}
