package dev.tributary.mysql.source;

import dev.tributary.model.RowChange;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogEvent;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionCommitted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionPrepared;
import dev.tributary.mysql.binlog.EventHead;
import dev.tributary.mysql.ddl.RefusedTableException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes row changes of the binlog's events, for the tables of one {@link FollowProgress}: transaction by transaction, each row
 * by the structure that its table had there.
 */
final class BinlogFollower {

    private final FollowProgress progress;
    private final long fileShift;
    private final long until;
    private final Handover handover;
    private final FollowedTables tables;
    private final TransactionBuffer transaction = new TransactionBuffer();

    private String file;
    private long fileNumber;
    private boolean atEnd;

    /**
     * @param fileShift see {@link ServerIdentity}
     * @param until the version of the position where to end: every event before it is read, and none behind it
     */
    BinlogFollower(FollowProgress progress, long fileShift, long until, Handover handover, FollowedTables tables) {
        this.progress = progress;
        this.fileShift = fileShift;
        this.until = until;
        this.handover = handover;
        this.tables = tables;
        this.file = progress.start().file();
        this.fileNumber = file.isEmpty() ? 0 : RowVersion.fileNumber(file) + fileShift;
    }

    /** Whether all events up to the end were read. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** Takes the next event. Those behind the end have no effect. */
    void accept(BinlogEvent event) throws SQLException, InterruptedException {
        if (atEnd) {
            return;
        }
        if (event instanceof FileBegan begun) {
            fileBegan(begun);
            return;
        }
        EventHead head = event.head();
        if (!(event instanceof Heartbeat) && version(head) >= until) {
            atEnd = true;
            return;
        }
        if (event instanceof TransactionBegan begun) {
            transaction.begin(begun.gtid(), begun.committedAtMillis());
            if (begun.ends()) {
                transaction.markBegun(false);
            }
        } else if (event instanceof TableMapped mapped) {
            tables.map(mapped.table());
        } else if (event instanceof RowsChanged changed) {
            rowsChanged(changed);
        } else if (event instanceof StatementExecuted statement) {
            statementExecuted(statement);
        } else if (event instanceof TransactionCommitted) {
            commit(head);
        } else if (event instanceof TransactionPrepared prepared) {
            prepare(prepared);
        } else if (!(event instanceof Heartbeat)) {
            throw new IllegalStateException("an event of a kind that is not known here: " + event);
        }
    }

    private void fileBegan(FileBegan begun) {
        boolean another = !begun.file().equals(file);
        file = begun.file();
        fileNumber = RowVersion.fileNumber(file) + fileShift;
        if (another) {
            // A file ends between two transactions, and so does a set of GTIDs.
            handover.change(() -> progress.begin(begun.file(), begun.offset()));
            atEnd = RowVersion.version(fileNumber, begun.offset(), 0) >= until;
        }
    }

    private long version(EventHead head) {
        return RowVersion.version(fileNumber, head.start(), 0);
    }

    private boolean wasPassedOn(long version) {
        return version <= progress.readVersion();
    }

    private void rowsChanged(RowsChanged changed) throws SQLException, InterruptedException {
        long version = version(changed.head());
        if (!wasPassedOn(version)) {
            tables.followCascades(changed.rows(), version);
        }
        RowBinding binding = tables.binding(changed.rows().table());
        if (binding == null) {
            return;
        }
        transaction.touch(binding.table());
        if (wasPassedOn(version)) {
            transaction.markPartlyPassedOn();
            return;
        }
        try {
            long rows = binding.encode(
                    changed.rows(),
                    version,
                    transaction.sourceTimeMillis(changed.head().epochSecond()),
                    transaction);
            tables.count(binding.table(), rows);
        } catch (RefusedTableException e) {
            tables.refuse(e);
        }
        if (transaction.isTooLarge()) {
            passOnEarly(version, changed.head());
        }
    }

    private void passOnEarly(long version, EventHead head) throws InterruptedException {
        if (transaction.isNamed()) {
            transaction.loseChanges();
            return;
        }
        handover.put(transaction.changes(), transaction.bytes(), () -> {
            tables.publish(progress);
            progress.passed(version, head.epochSecond());
        });
        transaction.passedOn();
    }

    private void statementExecuted(StatementExecuted statement) throws SQLException, InterruptedException {
        TransactionStatement kind = TransactionStatement.of(statement.text());
        switch (kind.kind()) {
            case BEGIN -> transaction.markBegun(false);
            case BEGIN_NAMED -> transaction.markBegun(true);
            case COMMIT -> commit(statement.head());
            case ROLLBACK -> rollBack(statement.head());
            case SAVEPOINT -> transaction.savepoint(kind.name(), wasPassedOn(version(statement.head())));
            case ROLLBACK_TO -> rollBackTo(kind.name());
            case COMMIT_NAMED -> commitNamed(kind.name(), statement.head());
            case ROLLBACK_NAMED -> rollBackNamed(kind.name(), statement.head());
            case NONE -> {}
            case OTHER -> {
                long version = version(statement.head());
                if (!wasPassedOn(version)) {
                    tables.execute(
                            statement,
                            version,
                            transaction.sourceTimeMillis(statement.head().epochSecond()),
                            transaction);
                }
                if (!transaction.isBegun()) {
                    commit(statement.head());
                }
            }
        }
    }

    private void commit(EventHead head) throws InterruptedException {
        end(head, transaction.changes(), transaction.bytes());
    }

    private void rollBack(EventHead head) throws InterruptedException {
        if (transaction.isPartlyPassedOn()) {
            refuseAll(
                    transaction.touched(), "a transaction was rolled back that was too large to be held until its end");
        }
        end(head, List.of(), 0);
    }

    private void rollBackTo(String savepoint) throws InterruptedException {
        if (!transaction.rollBackTo(savepoint)) {
            refuseAll(
                    transaction.touched(),
                    "a part of a transaction was rolled back that was too large to be held until its end");
        }
    }

    private void prepare(TransactionPrepared prepared) throws InterruptedException {
        if (prepared.onePhase()) {
            commit(prepared.head());
            return;
        }
        PreparedTransaction held = new PreparedTransaction(
                TransactionStatement.xid(prepared.xid()), transaction.changesByTable(), transaction.lost());
        boolean holds = !wasPassedOn(version(prepared.head()));
        end(prepared.head(), List.of(), 0, () -> {
            if (holds) {
                progress.hold(held);
            }
        });
    }

    private void commitNamed(String xid, EventHead head) throws InterruptedException {
        long version = version(head);
        Optional<PreparedTransaction> prepared = progress.prepared(xid);
        if (wasPassedOn(version) || prepared.isEmpty()) {
            if (!wasPassedOn(version)) {
                tables.committedUnknown(xid);
            }
            end(head, List.of(), 0);
            return;
        }
        refuseAll(prepared.get().lost(), "a transaction (XA) was committed that was too large to be held until then");
        List<RowChange> changes =
                prepared.get().committed(version, transaction.sourceTimeMillis(head.epochSecond()), tables::isFollowed);
        long bytes = changes.stream().mapToLong(change -> change.row().length).sum();
        end(head, changes, bytes, () -> progress.release(xid));
    }

    private void rollBackNamed(String xid, EventHead head) throws InterruptedException {
        end(head, List.of(), 0, () -> progress.release(xid));
    }

    private void refuseAll(Set<TableId> touched, String cause) throws InterruptedException {
        for (TableId table : new HashSet<>(touched)) {
            tables.refuse(new RefusedTableException(table, cause));
        }
    }

    private void end(EventHead head, List<RowChange> changes, long bytes) throws InterruptedException {
        end(head, changes, bytes, () -> {});
    }

    /** @param also what else becomes of the progress by the end of the transaction */
    private void end(EventHead head, List<RowChange> changes, long bytes, Runnable also) throws InterruptedException {
        handover.put(changes, bytes, () -> {
            tables.publish(progress);
            also.run();
            pass(head);
        });
        ended(head);
    }

    private void pass(EventHead head) {
        progress.passedTransaction(file, head.end(), transaction.gtid(), version(head), head.epochSecond());
    }

    private void ended(EventHead head) {
        transaction.clear();
        atEnd = RowVersion.version(fileNumber, head.end(), 0) >= until;
    }
}
