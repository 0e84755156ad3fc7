package dev.tributary.mysql.binlog;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a table's rows, as a TABLE_MAP event describes it.
 *
 * @param number under which row events name the table
 * @param types MySQL's type code of each column
 * @param metadata of each column, as its type defines it; of two bytes the first is the lower one, except for the codes
 *     STRING, ENUM and SET; -1 where an unknown type stands before it
 * @param nullable the columns that can be NULL
 * @param signedness the numeric columns that are unsigned, by column index; null where the server does not say
 * @param collations the number of each text column's collation, by column index, 0 for others; null where it does not say
 * @param columnNames null where the server does not say (binlog_row_metadata is not FULL)
 * @param members of each enum and set, by column index; empty for others, and for those in a character set that is not known; null
 *     where the server does not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TableMap(
        long number,
        String database,
        String table,
        byte[] types,
        int[] metadata,
        BitSet nullable,
        @Nullable BitSet signedness,
        int @Nullable [] collations,
        @Nullable List<String> columnNames,
        @Nullable List<List<String>> members) {

    /** The form of a table whose server says nothing of members. */
    public TableMap(
            long number,
            String database,
            String table,
            byte[] types,
            int[] metadata,
            BitSet nullable,
            @Nullable BitSet signedness,
            int @Nullable [] collations,
            @Nullable List<String> columnNames) {
        this(number, database, table, types, metadata, nullable, signedness, collations, columnNames, null);
    }

    /** The form of a table that has only these columns, given by their indexes. */
    TableMap only(List<Integer> columns) {
        int count = columns.size();
        if (count == types.length) {
            return this;
        }
        byte[] ofTypes = new byte[count];
        int[] ofMetadata = new int[count];
        BitSet ofNullable = new BitSet();
        BitSet ofSignedness = new BitSet();
        int[] ofCollations = new int[count];
        for (int i = 0; i < count; i++) {
            int column = columns.get(i);
            ofTypes[i] = types[column];
            ofMetadata[i] = metadata[column];
            ofNullable.set(i, nullable.get(column));
            ofSignedness.set(i, signedness != null && signedness.get(column));
            ofCollations[i] = collations == null ? 0 : collations[column];
        }
        return new TableMap(
                number,
                database,
                table,
                ofTypes,
                ofMetadata,
                ofNullable,
                signedness == null ? null : ofSignedness,
                collations == null ? null : ofCollations,
                columnNames == null
                        ? null
                        : columns.stream().map(columnNames::get).toList(),
                members == null ? null : columns.stream().map(members::get).toList());
    }
}
