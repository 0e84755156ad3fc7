package dev.tributary.mapping;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;

/**
 * The table of rows that their target cannot hold. A dead letter is a row like any other: it takes the same way and is
 * merged with the same commit, the last one of a source row replacing those before.
 */
public final class DeadLetters {

    /** The table's name in the control database. */
    public static final String TABLE = "dead_letters";

    private static final TargetColumn JOB = new TargetColumn("job", "String");

    private static final List<TargetColumn> COLUMNS = List.of(
            new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"),
            JOB,
            new TargetColumn("source_table", "String"),
            new TargetColumn("row_key", "String"),
            new TargetColumn("cause", "String"),
            new TargetColumn("column_name", "String"),
            new TargetColumn("row", "String"),
            new TargetColumn("source_time", "DateTime64(3, 'UTC')"));

    private DeadLetters() {}

    public static TargetSchema schema(String controlDatabase) {
        return new TargetSchema(new TableId(controlDatabase, TABLE), COLUMNS, 4);
    }

    /** That of letters without their job, which can be in states of before. */
    public static TargetSchema formerSchema(String controlDatabase) {
        return new TargetSchema(
                new TableId(controlDatabase, TABLE),
                COLUMNS.stream().filter(column -> !column.equals(JOB)).toList(),
                3);
    }

    /** Gives a table of before the column of the job. To be executed once: what orders rows can only be a column that is new. */
    public static String upgradeStatement(String controlDatabase) {
        return "ALTER TABLE `" + controlDatabase + "`.dead_letters ADD COLUMN job String AFTER _source_database,"
                + " MODIFY ORDER BY (_source_database, source_table, row_key, job)";
    }

    /** The CREATE TABLE, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS `" + controlDatabase + "`.dead_letters"
                + " (_source_database LowCardinality(String), job String, source_table String, row_key String, cause String,"
                + " column_name String, row String, source_time DateTime64(3, 'UTC'), _version UInt64)"
                + " ENGINE = ReplacingMergeTree(_version) ORDER BY (_source_database, source_table, row_key, job)"
                + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1";
    }

    /**
     * Where letters go.
     *
     * @param schemaId of their table
     * @param job whose letters they are: two jobs may read connections of one name
     */
    public record Box(long schemaId, String job) {

        public static Box of(String controlDatabase, String job) {
            return new Box(schema(controlDatabase).id(), job);
        }
    }

    /**
     * Whose letter it is.
     *
     * @param rowKey the merge fields' values as text
     */
    public record LetterKey(String sourceDatabase, String sourceTable, String rowKey) {

        /** The change that takes a letter back, if there is one. */
        public RowChange takenBack(Box box, long sourceTimeMillis, long version) {
            return new DeadLetter(this, "", "", "").change(box, sourceTimeMillis, version, true);
        }
    }

    /** @param row the whole row as JSON */
    public record DeadLetter(LetterKey key, String cause, String column, String row) {

        public RowChange toRowChange(Box box, long sourceTimeMillis, long version) {
            return change(box, sourceTimeMillis, version, false);
        }

        /** The letter of a row of a snapshot, which has no time of its own, says when it was written. */
        private RowChange change(Box box, long sourceTimeMillis, long version, boolean deleted) {
            RowBinaryWriter out = new RowBinaryWriter(256 + row.length());
            out.writeString(key.sourceDatabase());
            out.writeString(box.job());
            out.writeString(key.sourceTable());
            out.writeString(key.rowKey());
            int keyLength = out.length();
            out.writeString(cause);
            out.writeString(column);
            out.writeString(row);
            out.writeLong(sourceTimeMillis == 0 ? System.currentTimeMillis() : sourceTimeMillis);
            out.writeLong(version);
            out.writeByte(deleted ? 1 : 0);
            return new RowChange(box.schemaId(), out.toByteArray(), keyLength, sourceTimeMillis);
        }
    }
}
