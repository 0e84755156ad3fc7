package io.debezium.connector.mysql;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.tributary.mysql.BinlogCells;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of the class of this name in the change source, which offers no other way to read the values of row
 * events without loss; see {@link BinlogCells} and docs/adr/030.
 */
public final class RowDeserializers {

    /** Tells this class from the one that it replaces. */
    public static final boolean REPLACED_BY_TRIBUTARY = true;

    private RowDeserializers() {}

    /** Reads the rows of an INSERT. */
    public static final class WriteRowsDeserializer extends WriteRowsEventDataDeserializer {

        public WriteRowsDeserializer(Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected @Nullable Serializable deserializeCell(ColumnType type, int meta, int length, ByteArrayInputStream in)
                throws IOException {
            Serializable value = BinlogCells.read(type, meta, length, in);
            return value == null ? super.deserializeCell(type, meta, length, in) : value;
        }
    }

    /** Reads the rows of an UPDATE. */
    public static final class UpdateRowsDeserializer extends UpdateRowsEventDataDeserializer {

        public UpdateRowsDeserializer(Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected @Nullable Serializable deserializeCell(ColumnType type, int meta, int length, ByteArrayInputStream in)
                throws IOException {
            Serializable value = BinlogCells.read(type, meta, length, in);
            return value == null ? super.deserializeCell(type, meta, length, in) : value;
        }
    }

    /** Reads the rows of a DELETE. */
    public static final class DeleteRowsDeserializer extends DeleteRowsEventDataDeserializer {

        public DeleteRowsDeserializer(Map<Long, TableMapEventData> tables) {
            super(tables);
        }

        @Override
        protected @Nullable Serializable deserializeCell(ColumnType type, int meta, int length, ByteArrayInputStream in)
                throws IOException {
            Serializable value = BinlogCells.read(type, meta, length, in);
            return value == null ? super.deserializeCell(type, meta, length, in) : value;
        }
    }
}
