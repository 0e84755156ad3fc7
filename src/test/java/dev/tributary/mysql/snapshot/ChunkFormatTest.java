package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkFormatTest {

    private static final TableId TABLE = new TableId("shop", "Bücher");
    private static final ChunkKey KEY = new ChunkKey(
            "PRIMARY",
            List.of(
                    new KeyPart("a", KeyPart.Form.ENUMERATED, null, 7),
                    new KeyPart("b", KeyPart.Form.TEXT, "latin1", 0)));
    private static final KeyBound LOW = new KeyBound(List.of("1", "_latin1 X'E9'"));
    private static final KeyBound HIGH = new KeyBound(List.of("7", "_latin1 X'" + "FF".repeat(3072) + "'"));

    @Test
    void chunksComeBackAsTheyWere() throws IOException {
        for (Chunk chunk : List.of(
                Chunk.whole(TABLE),
                new Chunk(TABLE, 0, KEY, null, LOW),
                new Chunk(TABLE, 1, KEY, LOW, HIGH),
                new Chunk(TABLE, 2, KEY, HIGH, null))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ChunkFormat.write(chunk, new DataOutputStream(bytes));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

            assertThat(ChunkFormat.readChunk(in)).isEqualTo(chunk);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void cutsComeBackAsTheyWere() throws IOException {
        TableCut begun = TableCut.begin(TABLE, KEY, 40_000);
        for (TableCut cut : List.of(
                begun,
                begun.after(LOW),
                begun.after(LOW).after(HIGH),
                begun.after(LOW).finished(),
                TableCut.begin(TABLE, ChunkKey.none(), 1))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ChunkFormat.write(cut, new DataOutputStream(bytes));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

            assertThat(ChunkFormat.readCut(in)).isEqualTo(cut);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void everyFormHasItsNumber() throws IOException {
        for (KeyPart.Form form : KeyPart.Form.values()) {
            ChunkKey key = new ChunkKey("PRIMARY", List.of(new KeyPart("k", form, null, 0)));
            Chunk chunk = new Chunk(TABLE, 0, key, null, null);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ChunkFormat.write(chunk, new DataOutputStream(bytes));

            assertThat(ChunkFormat.readChunk(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                    .isEqualTo(chunk);
        }
    }

    /** What a state holds must be read by later versions. */
    @Test
    void bytesAreTheOnesOfOldStates() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChunkFormat.write(new Chunk(new TableId("d", "t"), 3, KEY, LOW, null), new DataOutputStream(bytes));

        assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
                .isEqualTo("000164000174" + "00000003" + "02" + "00075052494d415259"
                        + "000161" + "03" + "0000" + "00000007"
                        + "000162" + "06" + "00066c6174696e31" + "00000000"
                        + "01" + "000131" + "000d5f6c6174696e31205827453927"
                        + "00");
    }
}
