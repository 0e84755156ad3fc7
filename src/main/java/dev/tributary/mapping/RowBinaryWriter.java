package dev.tributary.mapping;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of bytes in ClickHouse's RowBinary: little-endian numbers, strings behind their length. */
public final class RowBinaryWriter {

    private byte[] buffer;
    private int length;

    public RowBinaryWriter(int initialCapacity) {
        buffer = new byte[initialCapacity];
    }

    public void reset() {
        length = 0;
    }

    public int length() {
        return length;
    }

    /** Cuts off what was written beyond a length. */
    void cut(int end) {
        length = end;
    }

    /** The number of at most eight bytes that was written last, from the given position on. */
    long littleEndian(int from) {
        long number = 0;
        for (int i = length - 1; i >= from; i--) {
            number = number << 8 | buffer[i] & 0xFF;
        }
        return number;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    public void writeByte(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
    }

    public void writeShort(int value) {
        ensure(2);
        buffer[length++] = (byte) value;
        buffer[length++] = (byte) (value >>> 8);
    }

    public void writeInt(int value) {
        ensure(4);
        for (int shift = 0; shift < 32; shift += 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    public void writeLong(long value) {
        ensure(8);
        for (int shift = 0; shift < 64; shift += 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    /** Two's complement in the given width: 16 bytes for Decimal128, 32 for Decimal256. */
    public void writeBigInteger(BigInteger value, int width) {
        byte[] bigEndian = value.toByteArray();
        if (bigEndian.length > width) {
            throw new ArithmeticException("a number of " + bigEndian.length + " bytes does not fit " + width);
        }
        ensure(width);
        byte sign = (byte) (value.signum() < 0 ? -1 : 0);
        for (int i = 0; i < width; i++) {
            buffer[length++] = i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : sign;
        }
    }

    public void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A String of ClickHouse: the length, then the bytes, whatever they are. */
    public void writeBytes(byte[] value) {
        writeVarInt(value.length);
        writeRaw(value);
    }

    /** Bytes that are RowBinary already. */
    public void writeRaw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
    }

    /** An unsigned number in seven-bit groups, the least significant first. */
    public void writeVarInt(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            buffer[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(length, more)));
        }
    }
}
