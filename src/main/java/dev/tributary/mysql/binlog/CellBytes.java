package dev.tributary.mysql.binlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the bytes of row images. */
final class CellBytes {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private CellBytes() {}

    static short int16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at);
    }

    static int int32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static long int64(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** @param size 1 to 8 bytes; of 8, all bits are answered */
    static long littleEndian(byte[] bytes, int at, int size) {
        long number = 0;
        for (int i = at + size - 1; i >= at; i--) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }

    /** @param size 0 to 8 bytes; of 8, all bits are answered */
    static long bigEndian(byte[] bytes, int at, int size) {
        long number = 0;
        for (int i = at; i < at + size; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }
}
