package dev.tributary.embedded.gateway;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse's own compressed blocks ({@code compress=1}, {@code decompress=1}): 16 bytes CityHash128 of what follows,
 * one byte method, compressed size including this header of 9 bytes, size, data. Numbers are little-endian.
 */
public final class CompressedBlocks {
    private static final int CHECKSUM = 16;
    private static final int HEADER = 9;
    private static final byte NONE = 0x02;
    private static final byte LZ4 = (byte) 0x82;
    private static final byte ZSTD = (byte) 0x90;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int MAX_BLOCK_BYTES = 1 << 30;

    private CompressedBlocks() {}

    /** Reads what was compressed. */
    public static final class Input extends InputStream {
        private final InputStream source;
        private byte[] block = new byte[0];
        private int position;

        public Input(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return fill() ? block[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, block.length - position);
            System.arraycopy(block, position, target, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (position == block.length) {
                byte @Nullable [] next = readBlock();
                if (next == null) {
                    return false;
                }
                block = next;
                position = 0;
            }
            return true;
        }

        private byte @Nullable [] readBlock() throws IOException {
            byte[] head = source.readNBytes(CHECKSUM + HEADER);
            if (head.length == 0) {
                return null;
            }
            if (head.length < CHECKSUM + HEADER) {
                throw new EOFException("A compressed block ends within its header");
            }
            ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            long low = header.getLong();
            long high = header.getLong();
            byte method = header.get();
            int compressedSize = header.getInt();
            int size = header.getInt();
            if (compressedSize < HEADER || compressedSize > MAX_BLOCK_BYTES || size < 0 || size > MAX_BLOCK_BYTES) {
                throw new IOException("A compressed block claims " + compressedSize + " bytes for " + size);
            }
            byte[] hashed = new byte[compressedSize];
            System.arraycopy(head, CHECKSUM, hashed, 0, HEADER);
            if (source.readNBytes(hashed, HEADER, compressedSize - HEADER) < compressedSize - HEADER) {
                throw new EOFException("A compressed block ends within its data");
            }
            long[] checksum = ClickHouseCityHash.cityHash128(hashed, 0, hashed.length);
            if (checksum[0] != low || checksum[1] != high) {
                throw new IOException("The checksum of a compressed block does not match its data");
            }
            return decompress(method, hashed, size);
        }

        private static byte[] decompress(byte method, byte[] hashed, int size) throws IOException {
            byte[] result = new byte[size];
            switch (method) {
                case NONE -> System.arraycopy(hashed, HEADER, result, 0, size);
                case LZ4 ->
                    LZ4Factory.fastestInstance()
                            .safeDecompressor()
                            .decompress(hashed, HEADER, hashed.length - HEADER, result, 0);
                case ZSTD -> Zstd.decompressByteArray(result, 0, size, hashed, HEADER, hashed.length - HEADER);
                default -> throw new IOException("Unknown compression method " + (method & 0xff));
            }
            return result;
        }
    }

    static final class Output extends OutputStream {
        private static final LZ4Compressor COMPRESSOR =
                LZ4Factory.fastestInstance().fastCompressor();

        private final OutputStream target;
        private final byte[] block = new byte[BLOCK_BYTES];
        private int filled;

        Output(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            if (filled == block.length) {
                writeBlock();
            }
            block[filled++] = (byte) b;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int from = offset;
            for (int left = length; left > 0; ) {
                if (filled == block.length) {
                    writeBlock();
                }
                int count = Math.min(left, block.length - filled);
                System.arraycopy(source, from, block, filled, count);
                filled += count;
                from += count;
                left -= count;
            }
        }

        private void writeBlock() throws IOException {
            if (filled == 0) {
                return;
            }
            byte[] bytes = new byte[CHECKSUM + HEADER + COMPRESSOR.maxCompressedLength(filled)];
            int compressed = COMPRESSOR.compress(block, 0, filled, bytes, CHECKSUM + HEADER);
            ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            header.position(CHECKSUM);
            header.put(LZ4).putInt(HEADER + compressed).putInt(filled);
            long[] checksum = ClickHouseCityHash.cityHash128(bytes, CHECKSUM, HEADER + compressed);
            header.putLong(0, checksum[0]).putLong(8, checksum[1]);
            target.write(bytes, 0, CHECKSUM + HEADER + compressed);
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            writeBlock();
            target.close();
        }
    }
}
