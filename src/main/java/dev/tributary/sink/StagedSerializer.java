package dev.tributary.sink;

import dev.tributary.stream.TableRewriteFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 2: which kind, then either staging table, schema and counts, or a rewrite. Version 1 knew tables alone. */
final class StagedSerializer extends VersionedFormat<Staged> {

    private static final int TABLE = 0;
    private static final int REWRITE = 1;

    StagedSerializer() {
        super(2);
    }

    @Override
    void write(Staged staged, DataOutputView out) throws IOException {
        if (staged instanceof StagedTable table) {
            out.writeByte(TABLE);
            CommittableFormat.writeTable(table.table(), out);
            CommittableFormat.writeSchema(table.schema(), out);
            CommittableFormat.writeCounts(table.counts(), out);
        } else if (staged instanceof StagedRewrite rewrite) {
            out.writeByte(REWRITE);
            TableRewriteFormat.write(rewrite.rewrite(), out);
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
            case REWRITE -> new StagedRewrite(TableRewriteFormat.read(in));
            default -> throw new IOException("staged things have the kinds 0 and 1, not " + kind);
        };
    }
}
