package dev.tributary.mysql;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters.DeadLetter;
import dev.tributary.mapping.DeadLetters.LetterKey;
import dev.tributary.mapping.Geometry;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.MappedType.Absence;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.mapping.ValueEncoder;
import dev.tributary.model.Column;
import dev.tributary.model.RowChange;
import dev.tributary.model.TargetColumn;
import dev.tributary.plan.RoutePlan;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Encodes the rows of one source table and structure for its target. Compiled once; what it does per row is one pass over the values. */
final class RouteEncoder {

    private final RoutePlan route;
    private final UnencodablePolicy policy;
    private final long schemaId;
    private final long deadLetterSchemaId;
    private final byte[] sourceDatabase;
    private final ColumnEncoder[] columns;
    private final byte[] deletedTail;
    private final RowBinaryWriter out = new RowBinaryWriter(1024);

    RouteEncoder(RoutePlan route, UnencodablePolicy policy, long deadLetterSchemaId) {
        this.route = route;
        this.policy = policy;
        this.schemaId = route.target().id();
        this.deadLetterSchemaId = deadLetterSchemaId;
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

    /** Answers whether the target can hold the row. */
    boolean upsert(Struct after, long version, long sourceTimeMillis, Collector<RowChange> collector) {
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
        boolean encoded = upsert(row, version, 0, collector);
        if (encoded && policy == UnencodablePolicy.DEAD_LETTER) {
            collector.collect(letter(row).takenBack(deadLetterSchemaId, 0, version));
        }
    }

    /** The dead letter of a row goes when the row is mended or deleted, but not when another takes its place. */
    void update(Struct before, Struct after, long version, long sourceTimeMillis, Collector<RowChange> collector) {
        boolean keptAside = isKeptAside(before);
        if (!sameKey(before, after)) {
            deleteKey(before, version, sourceTimeMillis, collector);
        }
        boolean encoded = upsert(after, version, sourceTimeMillis, collector);
        if (keptAside && (encoded || !letter(before).equals(letter(after)))) {
            collector.collect(letter(before).takenBack(deadLetterSchemaId, sourceTimeMillis, version));
        }
    }

    void delete(Struct before, long version, long sourceTimeMillis, Collector<RowChange> collector) {
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
            Object old = before.getWithoutDefault(columns[i].name);
            Object now = after.getWithoutDefault(columns[i].name);
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
            case FAIL -> throw new UnencodableRowException(route, RowText.key(row, route), column.name, cause);
            case DEAD_LETTER -> {
                collector.collect(new DeadLetter(
                                letter(row), String.valueOf(cause.getMessage()), column.name, RowText.json(row, route))
                        .toRowChange(deadLetterSchemaId, sourceTimeMillis, version));
                // The target must not go on showing the row as it was before.
                deleteKey(row, version, sourceTimeMillis, collector);
            }
        }
    }

    /** One target column: where its value comes from and how it is written. */
    private static final class ColumnEncoder {
        private final String name;
        private final boolean inSource;
        private final boolean nullable;
        private final ValueEncoder encoder;
        private final Absence absence;
        private final byte[] defaultValue;

        private ColumnEncoder(String name, boolean inSource, boolean nullable, MappedType type) {
            this.name = name;
            this.inSource = inSource;
            this.nullable = nullable;
            this.encoder = type.encoder();
            this.absence = type.absence();
            this.defaultValue = type.defaultValue();
        }

        static ColumnEncoder of(TargetColumn target, RoutePlan route) {
            Optional<Column> source = route.source().column(target.name());
            if (source.isEmpty()) {
                return new ColumnEncoder(
                        target.name(),
                        false,
                        true,
                        new MappedType(target.type(), (value, out) -> {}, Absence.NEVER, new byte[0]));
            }
            try {
                return new ColumnEncoder(
                        target.name(),
                        true,
                        target.nullable(),
                        TypeMapping.mapInto(source.get().type(), TypeMapping.withoutNullable(target.type())));
            } catch (UnsupportedTypeException e) {
                throw new IllegalStateException(
                        "the plan of " + route.source().id() + " holds column '" + target.name()
                                + "', which has no mapping: " + e.getMessage(),
                        e);
            }
        }

        void encode(Struct row, RowBinaryWriter out) throws UnencodableValueException {
            // Not get(): it answers the column's default for a NULL.
            Object value = inSource ? unwrap(row.getWithoutDefault(name)) : null;
            if (nullable) {
                if (value != null && absence.isAbsent(value)) {
                    value = null;
                }
                out.writeByte(value == null ? 1 : 0);
            }
            if (value != null) {
                encoder.encode(value, out);
            } else if (!nullable) {
                throw new UnencodableValueException("NULL in a column that the plan holds NOT NULL");
            }
        }

        /** A spatial value comes as a struct of its own. */
        private static @Nullable Object unwrap(@Nullable Object value) {
            if (!(value instanceof Struct spatial)) {
                return value;
            }
            Integer srid = spatial.getInt32("srid");
            return new Geometry(srid == null ? 0 : srid, spatial.getBytes("wkb"));
        }

        void writeDefault(RowBinaryWriter out) {
            if (nullable) {
                out.writeByte(1);
            } else {
                out.writeRaw(defaultValue);
            }
        }
    }
}
