package dev.tributary.mysql.row;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.ColumnCondition;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.mapping.NoDateException;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.RowFilter;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.RowChange;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.plan.RoutePlan;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the rows of one source table and structure for its target. Compiled once; what it does per row is one pass
 * over the values. It keeps what it is working on, so it belongs to one reader.
 */
public final class RouteEncoder {

    private static final int UPSERT = 0;
    private static final int DELETE = 1;

    private final RoutePlan route;
    private final UnencodablePolicy policy;
    private final long schemaId;
    private final DeadLetters.Box letters;
    private final Misfits misfits;
    private final ColumnCondition[] filter;
    private final byte[] sourceDatabase;
    private final ColumnEncoder[] columns;
    private final int keyFields;
    private final byte[] deletedTail;
    private final RowBinaryWriter out = new RowBinaryWriter(1024);
    private final Widening widening;

    /** Encodes the rows from the first one on that this one's target had no room for; null until then. */
    private @Nullable RouteEncoder successor;

    /** Which column is encoded, and after a failure which one failed. */
    private int at;

    /** Makes room in the target for what only NULL can stand for. */
    @FunctionalInterface
    interface Widening {

        Widening NONE = column -> null;

        /** The encoder for a target whose column can be NULL; null where it shall stay as it is, or cannot. */
        @Nullable
        RouteEncoder nullable(String sourceColumn);
    }

    private enum Outcome {
        ENCODED,
        KEPT_ASIDE,
        /** Nothing was passed on but the end of a former key: the successor takes the row. */
        WIDENED
    }

    /**
     * @param route the source's columns are those of the rows
     * @throws RefusedTableException where the filter of the route cannot be decided by these columns
     */
    RouteEncoder(RoutePlan route, UnencodablePolicy policy, DeadLetters.Box letters, Widening widening) {
        this.widening = widening;
        this.route = route;
        this.policy = policy;
        this.misfits = new Misfits(route, policy, letters);
        this.schemaId = route.target().id();
        this.letters = letters;
        this.filter = filter(route);
        RowBinaryWriter name = new RowBinaryWriter(64);
        name.writeString(route.sourceDatabase());
        this.sourceDatabase = name.toByteArray();
        this.columns = route.target().columns().stream()
                .skip(1)
                .map(column -> ColumnEncoder.of(column, route, out))
                .toArray(ColumnEncoder[]::new);
        this.keyFields = route.target().keyColumns() - 1;
        RowBinaryWriter tail = new RowBinaryWriter(256);
        for (int i = keyFields; i < columns.length; i++) {
            columns[i].writeDefault(tail);
        }
        this.deletedTail = tail.toByteArray();
    }

    /** Of a target that stays as it is. */
    public RouteEncoder(RoutePlan route, UnencodablePolicy policy, DeadLetters.Box letters) {
        this(route, policy, letters, Widening.NONE);
    }

    private static ColumnCondition[] filter(RoutePlan route) {
        try {
            return RowFilter.of(route.overrides().filter(), route.source()).toArray(ColumnCondition[]::new);
        } catch (UnsupportedTypeException e) {
            throw new RefusedTableException(route.source().id(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * A row that a transaction inserted.
     *
     * @param timeMillis when the change was committed, in milliseconds since the epoch
     * @param changes takes what becomes of it, in the order in which it must be merged
     */
    public void insert(SourceRow row, long version, long timeMillis, Consumer<RowChange> changes) {
        if (successor == null && isReplicated(row)) {
            out.reset();
            upsert(row, 0, version, timeMillis, changes);
        }
        if (successor != null) {
            successor.insert(row, version, timeMillis, changes);
        }
    }

    /**
     * A row of a snapshot. It may have been kept aside by an earlier run, so that its letter is taken back on
     * suspicion; a later change says so itself, by what the row was before.
     */
    public void snapshot(SourceRow row, long version, Consumer<RowChange> changes) {
        boolean keptAside = false;
        if (successor == null && isReplicated(row)) {
            out.reset();
            keptAside = upsert(row, 0, version, 0, changes) == Outcome.KEPT_ASIDE;
        }
        if (successor != null) {
            successor.snapshot(row, version, changes);
        } else if (!keptAside && policy == UnencodablePolicy.DEAD_LETTER) {
            changes.accept(misfits.letter(row).takenBack(letters, 0, version));
        }
    }

    /**
     * A row that changed. One that ceases to be replicated goes, like a deleted one, and so does one whose key changed,
     * which comes again under the other key. The dead letter of a row goes when the row is mended or deleted, but not
     * when another takes its place.
     */
    public void update(SourceRow before, SourceRow after, long version, long timeMillis, Consumer<RowChange> changes) {
        if (successor != null) {
            successor.update(before, after, version, timeMillis, changes);
            return;
        }
        boolean was = isReplicated(before);
        boolean is = isReplicated(after);
        boolean keptAside = was && isKeptAside(before);
        out.reset();
        if (was && !is) {
            deleteKey(before, version, timeMillis, changes);
        }
        Outcome outcome =
                is ? upsert(after, was ? writeKey(before) : 0, version, timeMillis, changes) : Outcome.ENCODED;
        if (outcome == Outcome.WIDENED) {
            update(before, after, version, timeMillis, changes);
        } else if (keptAside
                && (outcome == Outcome.ENCODED || !misfits.letter(before).equals(misfits.letter(after)))) {
            changes.accept(misfits.letter(before).takenBack(letters, timeMillis, version));
        }
    }

    /** A row that is gone. */
    public void delete(SourceRow before, long version, long timeMillis, Consumer<RowChange> changes) {
        if (!isReplicated(before)) {
            return;
        }
        if (isKeptAside(before)) {
            changes.accept(misfits.letter(before).takenBack(letters, timeMillis, version));
        }
        deleteKey(before, version, timeMillis, changes);
    }

    private boolean isReplicated(SourceRow row) {
        for (ColumnCondition condition : filter) {
            if (!isMet(condition, row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMet(ColumnCondition condition, SourceRow row) {
        try {
            row.tell(condition.column(), condition);
            return condition.isMet();
        } catch (UnencodableValueException e) {
            // The row goes on to the encoder, which meets the value as well and reports it.
            return true;
        }
    }

    /**
     * Encodes a row behind the key that it had before, and changes the target by it.
     *
     * @param formerKey the bytes of that key, which are in the buffer; 0 where there is none, or it is of no interest
     */
    private Outcome upsert(SourceRow after, int formerKey, long version, long timeMillis, Consumer<RowChange> changes) {
        boolean mayMove = formerKey > 0;
        int keyLength = 0;
        at = 0;
        try {
            out.writeRaw(sourceDatabase);
            encode(after, 0, keyFields);
            keyLength = out.length() - formerKey;
            if (mayMove) {
                mayMove = false;
                if (!out.repeats(formerKey)) {
                    changes.accept(deleted(formerKey, version, timeMillis));
                }
            }
            encode(after, keyFields, columns.length);
        } catch (UnencodableValueException e) {
            if (mayMove) {
                changes.accept(deleted(formerKey, version, timeMillis));
            }
            if (e instanceof NoDateException && at >= keyFields && widen(columns[at].sourceName())) {
                return Outcome.WIDENED;
            }
            misfits.take(after, columns[at].sourceName(), e, version, timeMillis, changes);
            // The target must not go on showing the row as it was before.
            deleteKey(after, version, timeMillis, changes);
            return Outcome.KEPT_ASIDE;
        }
        out.writeLong(version);
        out.writeByte(UPSERT);
        changes.accept(new RowChange(schemaId, out.toByteArray(formerKey), keyLength, timeMillis));
        return Outcome.ENCODED;
    }

    private boolean widen(String sourceColumn) {
        successor = widening.nullable(sourceColumn);
        return successor != null;
    }

    private void encode(SourceRow row, int from, int to) throws UnencodableValueException {
        for (at = from; at < to; at++) {
            columns[at].encode(row);
        }
    }

    /**
     * Writes a row's key into the empty buffer; answers its length, 0 where it cannot be encoded, so that no target has
     * it.
     */
    private int writeKey(SourceRow row) {
        out.reset();
        try {
            out.writeRaw(sourceDatabase);
            encode(row, 0, keyFields);
            return out.length();
        } catch (UnencodableValueException e) {
            out.reset();
            return 0;
        }
    }

    private void deleteKey(SourceRow row, long version, long timeMillis, Consumer<RowChange> changes) {
        int keyLength = writeKey(row);
        if (keyLength > 0) {
            changes.accept(deleted(keyLength, version, timeMillis));
        }
    }

    /** The deletion of the key at the beginning of the buffer; defaults stand for the rest of the row. */
    private RowChange deleted(int keyLength, long version, long timeMillis) {
        RowBinaryWriter row = new RowBinaryWriter(keyLength + deletedTail.length + TargetSchema.TRAILER_BYTES);
        out.copyTo(row, keyLength);
        row.writeRaw(deletedTail);
        row.writeLong(version);
        row.writeByte(DELETE);
        return new RowChange(schemaId, row.toByteArray(), keyLength, timeMillis);
    }

    private boolean isKeptAside(SourceRow row) {
        return policy == UnencodablePolicy.DEAD_LETTER && !isEncodable(row);
    }

    private boolean isEncodable(SourceRow row) {
        try {
            out.reset();
            encode(row, 0, columns.length);
            return true;
        } catch (UnencodableValueException e) {
            return false;
        }
    }
}
