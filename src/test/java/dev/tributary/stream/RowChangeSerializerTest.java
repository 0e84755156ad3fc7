package dev.tributary.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.GoldenBytes;
import dev.tributary.model.RowChange;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RowChangeSerializerTest {

    /** The key "de", a name, version 258, deleted. */
    private static final RowChange CHANGE = new RowChange(
            0x0102030405060708L,
            new byte[] {2, 'd', 'e', 3, 'a', (byte) 0xC3, (byte) 0xA4, 2, 1, 0, 0, 0, 0, 0, 0, 1},
            3,
            1_700_000_000_000L);

    private final RowChangeSerializer serializer = RowChangeSerializer.INSTANCE;

    @Test
    void changeIsReadAsItWasWritten() throws IOException {
        assertSame(serializer.deserialize(new DataInputDeserializer(bytes())));
    }

    @Test
    void layoutKeepsItsBytes() throws IOException {
        assertThat(bytes()).isEqualTo(GoldenBytes.of("row-change-1"));
        assertSame(serializer.deserialize(new DataInputDeserializer(GoldenBytes.of("row-change-1"))));
    }

    @Test
    void rowsOfASnapshotTravelTogether() throws IOException {
        RowChange three = new RowChange(7, new byte[] {1, 2, 3}, 2, 0, 3);
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(three, out);

        RowChange read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(read).usingRecursiveComparison().isEqualTo(three);
    }

    @Test
    void copyFromBytesToBytesChangesNothing() throws IOException {
        DataOutputSerializer copy = new DataOutputSerializer(16);

        serializer.copy(new DataInputDeserializer(bytes()), copy);

        assertThat(copy.getCopyOfBuffer()).isEqualTo(bytes());
    }

    private byte[] bytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(CHANGE, out);
        return out.getCopyOfBuffer();
    }

    private static void assertSame(RowChange read) {
        assertThat(read).usingRecursiveComparison().isEqualTo(CHANGE);
        assertThat(read.version()).isEqualTo(258);
    }
}
