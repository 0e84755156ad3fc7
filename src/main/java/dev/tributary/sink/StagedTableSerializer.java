package dev.tributary.sink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: staging table, schema, counts. */
final class StagedTableSerializer extends VersionedFormat<StagedTable> {

    StagedTableSerializer() {
        super(1);
    }

    @Override
    void write(StagedTable staged, DataOutputView out) throws IOException {
        CommittableFormat.writeTable(staged.table(), out);
        CommittableFormat.writeSchema(staged.schema(), out);
        CommittableFormat.writeCounts(staged.counts(), out);
    }

    @Override
    StagedTable read(DataInputView in) throws IOException {
        return new StagedTable(
                CommittableFormat.readTable(in), CommittableFormat.readSchema(in), CommittableFormat.readCounts(in));
    }
}
