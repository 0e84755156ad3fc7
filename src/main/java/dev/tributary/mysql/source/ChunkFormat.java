package dev.tributary.mysql.source;

import static dev.tributary.mysql.source.StateFormat.readList;
import static dev.tributary.mysql.source.StateFormat.readOptional;
import static dev.tributary.mysql.source.StateFormat.readTable;
import static dev.tributary.mysql.source.StateFormat.readText;
import static dev.tributary.mysql.source.StateFormat.readTexts;
import static dev.tributary.mysql.source.StateFormat.writeList;
import static dev.tributary.mysql.source.StateFormat.writeOptional;
import static dev.tributary.mysql.source.StateFormat.writeTable;
import static dev.tributary.mysql.source.StateFormat.writeText;
import static dev.tributary.mysql.source.StateFormat.writeTexts;

import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.ChunkKey;
import dev.tributary.mysql.snapshot.KeyBound;
import dev.tributary.mysql.snapshot.KeyPart;
import dev.tributary.mysql.snapshot.TableCut;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How chunks, and the cutting of tables into them, are written into states. */
final class ChunkFormat {

    private ChunkFormat() {}

    static void write(Chunk chunk, DataOutputView out) throws IOException {
        writeTable(chunk.table(), out);
        out.writeInt(chunk.number());
        writeKey(chunk.key(), out);
        writeOptional(chunk.after(), ChunkFormat::writeBound, out);
        writeOptional(chunk.upTo(), ChunkFormat::writeBound, out);
    }

    static Chunk read(DataInputView in) throws IOException {
        return new Chunk(
                readTable(in),
                in.readInt(),
                readKey(in),
                readOptional(ChunkFormat::readBound, in),
                readOptional(ChunkFormat::readBound, in));
    }

    static void writeCut(TableCut cut, DataOutputView out) throws IOException {
        writeTable(cut.table(), out);
        writeKey(cut.key(), out);
        out.writeLong(cut.rows());
        out.writeInt(cut.next());
        writeOptional(cut.last(), ChunkFormat::writeBound, out);
        writeOptional(cut.landmark(), ChunkFormat::writeBound, out);
        out.writeBoolean(cut.done());
    }

    static TableCut readCut(DataInputView in) throws IOException {
        return new TableCut(
                readTable(in),
                readKey(in),
                in.readLong(),
                in.readInt(),
                readOptional(ChunkFormat::readBound, in),
                readOptional(ChunkFormat::readBound, in),
                in.readBoolean());
    }

    private static void writeKey(ChunkKey key, DataOutputView out) throws IOException {
        writeText(key.index(), out);
        writeList(key.parts(), ChunkFormat::writePart, out);
    }

    private static ChunkKey readKey(DataInputView in) throws IOException {
        return new ChunkKey(readText(in), readList(ChunkFormat::readPart, in));
    }

    private static void writePart(KeyPart part, DataOutputView out) throws IOException {
        writeText(part.column(), out);
        writeText(part.form().name(), out);
        writeOptional(part.characterSet(), StateFormat::writeText, out);
        out.writeInt(part.values());
    }

    private static KeyPart readPart(DataInputView in) throws IOException {
        return new KeyPart(
                readText(in),
                KeyPart.Form.valueOf(readText(in)),
                readOptional(StateFormat::readText, in),
                in.readInt());
    }

    private static void writeBound(KeyBound bound, DataOutputView out) throws IOException {
        writeTexts(bound.literals(), out);
    }

    private static KeyBound readBound(DataInputView in) throws IOException {
        return new KeyBound(readTexts(in));
    }
}
