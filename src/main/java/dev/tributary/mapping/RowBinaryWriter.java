package dev.tributary.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of bytes in ClickHouse's RowBinary: little-endian numbers, strings behind their length. */
public final class RowBinaryWriter {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A buffer that one large row made larger is given up when a small one has followed. */
    private static final int LARGEST_KEPT = 1 << 20;

    private byte[] buffer;
    private int length;

    public RowBinaryWriter(int initialCapacity) {
        buffer = new byte[initialCapacity];
    }

    public void reset() {
        if (buffer.length > LARGEST_KEPT && length < LARGEST_KEPT / 2) {
            buffer = new byte[LARGEST_KEPT / 2];
        }
        length = 0;
    }

    public int length() {
        return length;
    }

    /** Cuts off what was written beyond a length. */
    public void cut(int end) {
        length = end;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    /** What was written from a position on. */
    public byte[] toByteArray(int from) {
        return Arrays.copyOfRange(buffer, from, length);
    }

    /** Writes what stands here up to a position into another one. */
    public void copyTo(RowBinaryWriter other, int end) {
        other.writeRaw(buffer, 0, end);
    }

    /** Whether the same was written up to a position as behind it. */
    public boolean repeats(int middle) {
        return Arrays.equals(buffer, 0, middle, buffer, middle, length);
    }

    public void writeByte(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
    }

    public void writeShort(int value) {
        ensure(Short.BYTES);
        SHORTS.set(buffer, length, (short) value);
        length += Short.BYTES;
    }

    public void writeInt(int value) {
        ensure(Integer.BYTES);
        INTS.set(buffer, length, value);
        length += Integer.BYTES;
    }

    public void writeLong(long value) {
        ensure(Long.BYTES);
        LONGS.set(buffer, length, value);
        length += Long.BYTES;
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
        writeBytes(value, 0, value.length);
    }

    /** A String of ClickHouse from a part of an array. */
    public void writeBytes(byte[] bytes, int from, int count) {
        writeVarInt(count);
        writeRaw(bytes, from, count);
    }

    /** Bytes that are RowBinary already. */
    public void writeRaw(byte[] value) {
        writeRaw(value, 0, value.length);
    }

    /** A part of an array, which is RowBinary already. */
    public void writeRaw(byte[] bytes, int from, int count) {
        ensure(count);
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
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
