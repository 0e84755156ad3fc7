package dev.tributary.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The replicated columns of a ClickHouse target in the order in which a row's bytes hold them: the merge key first,
 * {@link #SOURCE_DATABASE} leading it, then the others. After them every row carries {@link #VERSION} and, in staging
 * only, {@link #DELETED}.
 *
 * @param columns all replicated columns, without version and deleted
 * @param keyColumns how many of the columns, from the first, identify a row
 */
public record TargetSchema(TableId target, List<TargetColumn> columns, int keyColumns) implements Serializable {

    /** The connection's name, {@code LowCardinality(String)}: which database the row came from. */
    public static final String SOURCE_DATABASE = "_source_database";

    /** {@code UInt64}, growing with every change of a row within one source database; see {@link RowVersion}. */
    public static final String VERSION = "_version";

    /** {@code UInt8} in staging tables: 1 for a deleted row. */
    public static final String DELETED = "_deleted";

    /**
     * {@code UInt64} in targets of which a statement has changed rows in place: the version of the last one that changed the
     * row, 0 for none. A row that has it is not changed by that statement a second time.
     */
    public static final String REWRITTEN = "_rewritten";

    /** Names that no replicated column can have. */
    public static final Set<String> RESERVED = Set.of(SOURCE_DATABASE, VERSION, DELETED, REWRITTEN);

    /** The bytes behind the columns of a staged row: eight of version, one of deleted. */
    public static final int TRAILER_BYTES = 9;

    public TargetSchema {
        columns = List.copyOf(columns);
        if (keyColumns < 2 || keyColumns > columns.size()) {
            throw new IllegalArgumentException(target + ": " + keyColumns + " key columns of " + columns.size());
        }
        if (!columns.get(0).name().equals(SOURCE_DATABASE)) {
            throw new IllegalArgumentException(target + ": the first column must be " + SOURCE_DATABASE);
        }
    }

    public List<String> keyColumnNames() {
        return columnNames().subList(0, keyColumns);
    }

    /** The columns of a staging table. */
    public List<TargetColumn> stagedColumns() {
        List<TargetColumn> staged = new ArrayList<>(columns);
        staged.add(new TargetColumn(VERSION, "UInt64"));
        staged.add(new TargetColumn(DELETED, "UInt8"));
        return staged;
    }

    public List<String> columnNames() {
        return columns.stream().map(TargetColumn::name).toList();
    }

    /** Derived from the content alone: equal schemas have equal ids in every process and every run. */
    public long id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((target + "\n" + keyColumns).getBytes(StandardCharsets.UTF_8));
            for (TargetColumn column : columns) {
                digest.update(("\n" + column.name() + "\t" + column.type()).getBytes(StandardCharsets.UTF_8));
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
