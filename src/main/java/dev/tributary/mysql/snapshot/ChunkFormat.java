package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chunks and cuts as bytes, for states and for what travels between processes. Whoever writes them says which version
 * of this form it is.
 */
public final class ChunkFormat {

    private static final List<KeyPart.Form> FORMS = List.of(
            KeyPart.Form.NUMBER,
            KeyPart.Form.QUOTED,
            KeyPart.Form.FLOATING,
            KeyPart.Form.ENUMERATED,
            KeyPart.Form.BITS,
            KeyPart.Form.BYTES,
            KeyPart.Form.TEXT);

    private ChunkFormat() {}

    public static void write(Chunk chunk, DataOutput out) throws IOException {
        write(chunk.table(), out);
        out.writeInt(chunk.number());
        write(chunk.key(), out);
        write(chunk.after(), out);
        write(chunk.upTo(), out);
    }

    public static Chunk readChunk(DataInput in) throws IOException {
        TableId table = readTable(in);
        int number = in.readInt();
        ChunkKey key = readKey(in);
        KeyBound after = readBound(key, in);
        return new Chunk(table, number, key, after, readBound(key, in));
    }

    public static void write(TableCut cut, DataOutput out) throws IOException {
        write(cut.table(), out);
        write(cut.key(), out);
        out.writeLong(cut.rows());
        out.writeInt(cut.next());
        write(cut.last(), out);
        write(cut.landmark(), out);
        out.writeBoolean(cut.done());
    }

    public static TableCut readCut(DataInput in) throws IOException {
        TableId table = readTable(in);
        ChunkKey key = readKey(in);
        long rows = in.readLong();
        int next = in.readInt();
        KeyBound last = readBound(key, in);
        KeyBound landmark = readBound(key, in);
        return new TableCut(table, key, rows, next, last, landmark, in.readBoolean());
    }

    private static void write(TableId table, DataOutput out) throws IOException {
        out.writeUTF(table.database());
        out.writeUTF(table.table());
    }

    private static TableId readTable(DataInput in) throws IOException {
        return new TableId(in.readUTF(), in.readUTF());
    }

    private static void write(ChunkKey key, DataOutput out) throws IOException {
        out.writeByte(key.parts().size());
        if (!key.isNone()) {
            out.writeUTF(key.index());
        }
        for (KeyPart part : key.parts()) {
            out.writeUTF(part.column());
            out.writeByte(FORMS.indexOf(part.form()));
            out.writeUTF(part.characterSet() == null ? "" : part.characterSet());
            out.writeInt(part.values());
        }
    }

    private static ChunkKey readKey(DataInput in) throws IOException {
        int size = in.readByte();
        if (size == 0) {
            return ChunkKey.none();
        }
        String index = in.readUTF();
        List<KeyPart> parts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String column = in.readUTF();
            KeyPart.Form form = FORMS.get(in.readByte());
            String characterSet = in.readUTF();
            parts.add(new KeyPart(column, form, characterSet.isEmpty() ? null : characterSet, in.readInt()));
        }
        return new ChunkKey(index, parts);
    }

    /** A key of MySQL has up to 3,072 bytes, so that its literals fit. */
    private static void write(@Nullable KeyBound bound, DataOutput out) throws IOException {
        out.writeBoolean(bound != null);
        if (bound != null) {
            for (String literal : bound.literals()) {
                out.writeUTF(literal);
            }
        }
    }

    private static @Nullable KeyBound readBound(ChunkKey key, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            literals.add(in.readUTF());
        }
        return new KeyBound(literals);
    }
}
