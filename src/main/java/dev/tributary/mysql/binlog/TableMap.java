package dev.tributary.mysql.binlog;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a table's rows, as a TABLE_MAP event describes it.
 *
 * @param number under which row events name the table
 * @param types MySQL's type code of each column
 * @param metadata of each column, as its type defines it
 * @param nullable the columns that can be NULL
 * @param signedness the numeric columns that are unsigned, by column index; null where the server does not say
 * @param collations the number of each text column's collation, by column index, 0 for others; null where it does not say
 * @param columnNames null where the server does not say (binlog_row_metadata is not FULL)
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
        @Nullable List<String> columnNames) {}
