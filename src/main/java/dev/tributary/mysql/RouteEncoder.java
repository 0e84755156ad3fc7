package dev.tributary.mysql;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters.DeadLetter;
import dev.tributary.mapping.DeadLetters.LetterKey;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.RowFilter;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.RowChange;
import dev.tributary.plan.RoutePlan;
import java.util.Arrays;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.util.Collector;

/** Encodes the rows of one source table and structure for its target. Compiled once; what it does per row is one pass over the values. */
final class RouteEncoder {

    private final RoutePlan route;
    private final UnencodablePolicy policy;
    private final long schemaId;
    private final long deadLetterSchemaId;
    private final RowFilter filter;
    private final byte[] sourceDatabase;
    private final ColumnEncoder[] columns;
    private final byte[] deletedTail;
    private final RowBinaryWriter out = new RowBinaryWriter(1024);

    RouteEncoder(RoutePlan route, UnencodablePolicy policy, long deadLetterSchemaId) {
        this.route = route;
        this.policy = policy;
        this.schemaId = route.target().id();
        this.deadLetterSchemaId = deadLetterSchemaId;
        this.filter = filter(route);
        RowBinaryWriter name = new RowBinaryWriter(64);
        name.writeString(route.sourceDatabase());
        this.sourceDatabase = name.toByteArray();
        this.columns = route.target().columns().stream()
                .skip(1)
                .map(column -> ColumnEncoder.of(column, route))
                .toArray(ColumnEncoder[]::new);
        RowBinaryWriter tail = new RowBinaryWriter(256);
        for (int i = keyFields(); i < columns.length; i++) {
            columns[i].writeDefault(tail);
        }
        this.deletedTail = tail.toByteArray();
    }

    private static RowFilter filter(RoutePlan route) {
        try {
            return RowFilter.of(route.overrides().filter(), route.source());
        } catch (UnsupportedTypeException e) {
            throw new SchemaChangedException(route.source().id(), String.valueOf(e.getMessage()));
        }
    }

    private boolean isReplicated(Struct row) {
        return filter.matches(row::getWithoutDefault);
    }

    void insert(Struct row, long version, long sourceTimeMillis, Collector<RowChange> collector) {
        if (isReplicated(row)) {
            upsert(row, version, sourceTimeMillis, collector);
        }
    }

    /** Answers whether the target can hold the row. */
    private boolean upsert(Struct after, long version, long sourceTimeMillis, Collector<RowChange> collector) {
        int at = 0;
        int keyLength = 0;
        try {
            out.reset();
            out.writeRaw(sourceDatabase);
            for (; at < columns.length; at++) {
                if (at == keyFields()) {
                    keyLength = out.length();
                }
                columns[at].encode(after, out);
            }
            if (at == keyFields()) {
                keyLength = out.length();
            }
        } catch (UnencodableValueException e) {
            unencodable(after, columns[at], e, version, sourceTimeMillis, collector);
            return false;
        }
        finish(keyLength, version, 0, sourceTimeMillis, collector);
        return true;
    }

    /**
     * A row of a snapshot may have been kept aside by an earlier run, so that its letter is taken back on suspicion; a later
     * change says so itself, by what the row was before.
     */
    void snapshot(Struct row, long version, Collector<RowChange> collector) {
        boolean keptAside = isReplicated(row) && !upsert(row, version, 0, collector);
        if (!keptAside && policy == UnencodablePolicy.DEAD_LETTER) {
            collector.collect(letter(row).takenBack(deadLetterSchemaId, 0, version));
        }
    }

    /**
     * A row that ceases to be replicated goes, like a deleted one. The dead letter of a row goes when the row is mended or
     * deleted, but not when another takes its place.
     */
    void update(Struct before, Struct after, long version, long sourceTimeMillis, Collector<RowChange> collector) {
        boolean was = isReplicated(before);
        boolean is = isReplicated(after);
        boolean keptAside = was && isKeptAside(before);
        if (was && !(is && sameKey(before, after))) {
            deleteKey(before, version, sourceTimeMillis, collector);
        }
        boolean good = !is || upsert(after, version, sourceTimeMillis, collector);
        if (keptAside && (good || !letter(before).equals(letter(after)))) {
            collector.collect(letter(before).takenBack(deadLetterSchemaId, sourceTimeMillis, version));
        }
    }

    void delete(Struct before, long version, long sourceTimeMillis, Collector<RowChange> collector) {
        if (!isReplicated(before)) {
            return;
        }
        if (isKeptAside(before)) {
            collector.collect(letter(before).takenBack(deadLetterSchemaId, sourceTimeMillis, version));
        }
        deleteKey(before, version, sourceTimeMillis, collector);
    }

    private boolean isKeptAside(Struct row) {
        return policy == UnencodablePolicy.DEAD_LETTER && !isEncodable(row);
    }

    private boolean isEncodable(Struct row) {
        try {
            out.reset();
            for (ColumnEncoder column : columns) {
                column.encode(row, out);
            }
            return true;
        } catch (UnencodableValueException e) {
            return false;
        }
    }

    private LetterKey letter(Struct row) {
        return new LetterKey(route.sourceDatabase(), route.source().id().table(), RowText.key(row, route));
    }

    /** A deleted row carries its key; defaults stand for the rest. */
    private void deleteKey(Struct before, long version, long sourceTimeMillis, Collector<RowChange> collector) {
        int at = 0;
        try {
            out.reset();
            out.writeRaw(sourceDatabase);
            for (; at < keyFields(); at++) {
                columns[at].encode(before, out);
            }
        } catch (UnencodableValueException e) {
            // A key that cannot be encoded never reached the target either.
            return;
        }
        int keyLength = out.length();
        out.writeRaw(deletedTail);
        finish(keyLength, version, 1, sourceTimeMillis, collector);
    }

    private void finish(
            int keyLength, long version, int deleted, long sourceTimeMillis, Collector<RowChange> collector) {
        out.writeLong(version);
        out.writeByte(deleted);
        collector.collect(new RowChange(schemaId, out.toByteArray(), keyLength, sourceTimeMillis));
    }

    private int keyFields() {
        return route.target().keyColumns() - 1;
    }

    private boolean sameKey(Struct before, Struct after) {
        for (int i = 0; i < keyFields(); i++) {
            Object old = before.getWithoutDefault(columns[i].sourceName());
            Object now = after.getWithoutDefault(columns[i].sourceName());
            boolean same = old instanceof byte[] bytes && now instanceof byte[] others
                    ? Arrays.equals(bytes, others)
                    : old != null && old.equals(now);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private void unencodable(
            Struct row,
            ColumnEncoder column,
            UnencodableValueException cause,
            long version,
            long sourceTimeMillis,
            Collector<RowChange> collector) {
        switch (policy) {
            case FAIL ->
                throw new UnencodableRowException(
                        route, RowText.key(row, route), RowText.json(row, route), column.sourceName(), cause);
            case DEAD_LETTER -> {
                collector.collect(new DeadLetter(
                                letter(row),
                                String.valueOf(cause.getMessage()),
                                column.sourceName(),
                                RowText.json(row, route))
                        .toRowChange(deadLetterSchemaId, sourceTimeMillis, version));
                // The target must not go on showing the row as it was before.
                deleteKey(row, version, sourceTimeMillis, collector);
            }
        }
    }
}
