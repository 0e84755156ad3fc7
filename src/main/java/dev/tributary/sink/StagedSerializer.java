package dev.tributary.sink;

import dev.tributary.stream.TableRewriteFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 3: which kind, then staging table, schema and counts, or rows, schema and counts, or a rewrite. Version 2 knew no
 * rows and rewrites without a bound, version 1 tables alone.
 */
final class StagedSerializer extends VersionedFormat<Staged> {

    private static final int TABLE = 0;
    private static final int REWRITE = 1;
    private static final int INLINE = 2;

    StagedSerializer() {
        super(3);
    }

    @Override
    void write(Staged staged, DataOutputView out) throws IOException {
        if (staged instanceof StagedTable table) {
            out.writeByte(TABLE);
            CommittableFormat.writeTable(table.table(), out);
            CommittableFormat.writeSchema(table.schema(), out);
            CommittableFormat.writeCounts(table.counts(), out);
        } else if (staged instanceof StagedInline inline) {
            out.writeByte(INLINE);
            CommittableFormat.writeRows(inline.rows(), out);
            CommittableFormat.writeSchema(inline.schema(), out);
            CommittableFormat.writeCounts(inline.counts(), out);
        } else if (staged instanceof StagedRewrite rewrite) {
            out.writeByte(REWRITE);
            TableRewriteFormat.write(rewrite.rewrite(), out);
        } else {
            throw new IOException("no form is known for " + staged);
        }
    }

    @Override
    Staged read(int version, DataInputView in) throws IOException {
        int kind = version == 1 ? TABLE : in.readByte();
        return switch (kind) {
            case TABLE ->
                new StagedTable(
                        CommittableFormat.readTable(in),
                        CommittableFormat.readSchema(in),
                        CommittableFormat.readCounts(in));
            case INLINE ->
                new StagedInline(
                        CommittableFormat.readRows(in),
                        CommittableFormat.readSchema(in),
                        CommittableFormat.readCounts(in));
            case REWRITE ->
                new StagedRewrite(version == 2 ? TableRewriteFormat.readVersionOne(in) : TableRewriteFormat.read(in));
            default -> throw new IOException("staged things have the kinds 0 to 2, not " + kind);
        };
    }
}
