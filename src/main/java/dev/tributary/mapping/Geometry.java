package dev.tributary.mapping;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Spatial values: four bytes of their spatial reference system, 0 for none, and well-known binary, whose coordinates
 * are in the order in which MySQL stores them: x or longitude first.
 */
final class Geometry {

    /** The flag that says: four bytes of SRID follow the type. */
    private static final int HAS_SRID = 0x2000_0000;

    private static final int SRID_BYTES = Integer.BYTES;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int POINT_BYTES = HEADER_BYTES + 2 * Double.BYTES;

    private Geometry() {}

    /** Well-known binary; with a spatial reference system its extended form, which has it behind the type. */
    static ValueEncoder binary() {
        return new ValueEncoder("a spatial value") {
            @Override
            public void geometry(byte[] bytes, int from, int length, RowBinaryWriter out)
                    throws UnencodableValueException {
                requireHeader(length);
                int wkb = from + SRID_BYTES;
                int wkbLength = length - SRID_BYTES;
                int srid = srid(bytes, from);
                if (srid == 0) {
                    out.writeBytes(bytes, wkb, wkbLength);
                    return;
                }
                boolean littleEndian = bytes[wkb] == 1;
                int kind = value(bytes, wkb, wkbLength).getInt(1) | HAS_SRID;
                out.writeVarInt(wkbLength + SRID_BYTES);
                out.writeByte(bytes[wkb]);
                out.writeInt(littleEndian ? kind : Integer.reverseBytes(kind));
                out.writeInt(littleEndian ? srid : Integer.reverseBytes(srid));
                out.writeRaw(bytes, wkb + HEADER_BYTES, wkbLength - HEADER_BYTES);
            }
        };
    }

    /** The coordinates of a point without a reference system, x first, as ClickHouse's {@code Point} has them. */
    static ValueEncoder point() {
        return new ValueEncoder("a point") {
            @Override
            public void geometry(byte[] bytes, int from, int length, RowBinaryWriter out)
                    throws UnencodableValueException {
                requireHeader(length);
                int srid = srid(bytes, from);
                if (srid != 0) {
                    throw new UnencodableValueException(
                            "a point in the reference system " + Integer.toUnsignedString(srid)
                                    + ", which ClickHouse's Point cannot say; choose WKT, or leave it as well-known binary");
                }
                if (length != SRID_BYTES + POINT_BYTES) {
                    throw new UnencodableValueException("a spatial value of " + length + " bytes, which is no point");
                }
                ByteBuffer point = value(bytes, from + SRID_BYTES, POINT_BYTES);
                out.writeLong(point.getLong(HEADER_BYTES));
                out.writeLong(point.getLong(HEADER_BYTES + Double.BYTES));
            }
        };
    }

    /** Well-known text, behind the reference system if there is one. */
    static ValueEncoder wellKnownText() {
        return new ValueEncoder("a spatial value") {
            @Override
            public void geometry(byte[] bytes, int from, int length, RowBinaryWriter out)
                    throws UnencodableValueException {
                out.writeString(textOf(bytes, from, length));
            }
        };
    }

    static String textOf(byte[] bytes, int from, int length) throws UnencodableValueException {
        requireHeader(length);
        return WellKnownText.of(srid(bytes, from), value(bytes, from + SRID_BYTES, length - SRID_BYTES));
    }

    private static void requireHeader(int length) throws UnencodableValueException {
        if (length < SRID_BYTES + HEADER_BYTES) {
            throw new UnencodableValueException("a spatial value of " + length + " bytes, which is none");
        }
    }

    private static int srid(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, SRID_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** The well-known binary in the order of bytes that it names itself. */
    private static ByteBuffer value(byte[] bytes, int from, int length) {
        return ByteBuffer.wrap(bytes, from, length)
                .slice()
                .order(bytes[from] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
}
