package dev.tributary.mapping;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A spatial value.
 *
 * @param srid its spatial reference system, 0 for none
 * @param wkb well-known binary, coordinates in the order in which MySQL stores them: x or longitude first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Geometry(int srid, byte[] wkb) {

    /** The flag that says: four bytes of SRID follow the type. */
    private static final int HAS_SRID = 0x2000_0000;

    /** Well-known binary; with a spatial reference system its extended form, which has it behind the type. */
    static void encode(Object value, RowBinaryWriter out) throws UnencodableValueException {
        if (!(value instanceof Geometry geometry)) {
            throw Unexpected.kind(value, "a spatial value");
        }
        out.writeBytes(geometry.srid == 0 ? geometry.wkb : geometry.extended());
    }

    /** The coordinates of a point without a reference system, x first, as ClickHouse's {@code Point} has them. */
    static void encodePoint(Object value, RowBinaryWriter out) throws UnencodableValueException {
        if (!(value instanceof Geometry geometry)) {
            throw Unexpected.kind(value, "a spatial value");
        }
        if (geometry.srid != 0) {
            throw new UnencodableValueException("a point in the reference system " + geometry.srid
                    + ", which ClickHouse's Point cannot say; choose WKT, or leave it as well-known binary");
        }
        ByteBuffer point = ByteBuffer.wrap(geometry.wkb);
        point.order(point.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .getInt();
        out.writeLong(point.getLong());
        out.writeLong(point.getLong());
    }

    private byte[] extended() {
        ByteBuffer plain = ByteBuffer.wrap(wkb);
        ByteOrder order = plain.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int type = plain.order(order).getInt();
        ByteBuffer extended = ByteBuffer.allocate(wkb.length + 4).order(order);
        return extended.put(wkb[0])
                .putInt(type | HAS_SRID)
                .putInt(srid)
                .put(plain)
                .array();
    }
}
