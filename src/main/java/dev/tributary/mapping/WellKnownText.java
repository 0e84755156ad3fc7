package dev.tributary.mapping;

import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Well-known text of spatial values. Coordinates are in the shortest decimal that reads back as the same double. A
 * spatial reference system stands before it as PostGIS writes it: {@code SRID=4326;POINT(16.4 48.2)}.
 */
final class WellKnownText {

    private static final String[] NAMES = {
        "", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"
    };
    private static final int POINT = 1;
    private static final int LINE = 2;
    private static final int POLYGON = 3;
    private static final int COLLECTION = 7;
    private static final int MOST_PLAIN_DIGITS = 25;

    /** Reads a part of a value that has several. */
    private interface Part {
        void read() throws UnencodableValueException;
    }

    private final ByteBuffer wkb;
    private final StringBuilder text = new StringBuilder();

    private WellKnownText(ByteBuffer wkb) {
        this.wkb = wkb;
    }

    /**
     * @param srid the spatial reference system, 0 for none
     * @param wkb from its first byte to its last
     */
    static String of(int srid, ByteBuffer wkb) throws UnencodableValueException {
        WellKnownText reader = new WellKnownText(wkb);
        if (srid != 0) {
            reader.text.append("SRID=").append(Integer.toUnsignedString(srid)).append(';');
        }
        try {
            reader.value(true);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnencodableValueException("a spatial value of " + wkb.limit() + " bytes, which is cut off");
        }
        return reader.text.toString();
    }

    /** @param named whether the kind is said; the parts of a MULTIPOINT and the like do not say it */
    private void value(boolean named) throws UnencodableValueException {
        int kind = header();
        if (named) {
            text.append(NAMES[kind]);
        }
        switch (kind) {
            case POINT -> {
                text.append('(');
                coordinates();
                text.append(')');
            }
            case LINE -> parts(this::coordinates);
            case POLYGON -> parts(() -> parts(this::coordinates));
            case COLLECTION -> {
                if (wkb.getInt(wkb.position()) == 0) {
                    wkb.getInt();
                    text.append(" EMPTY");
                } else {
                    parts(() -> value(true));
                }
            }
            default -> parts(() -> value(false));
        }
    }

    /** Reads byte order and kind, of which each part has its own. */
    private int header() throws UnencodableValueException {
        wkb.order(wkb.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int kind = wkb.getInt();
        if (kind < POINT || kind > COLLECTION) {
            throw new UnencodableValueException("a spatial value of the kind " + kind + ", which MySQL does not have");
        }
        return kind;
    }

    private void parts(Part part) throws UnencodableValueException {
        text.append('(');
        for (int left = wkb.getInt(); left > 0; left--) {
            part.read();
            text.append(left > 1 ? "," : "");
        }
        text.append(')');
    }

    private void coordinates() {
        coordinate();
        text.append(' ');
        coordinate();
    }

    private void coordinate() {
        double value = wkb.getDouble();
        if (value == 0) {
            text.append(1 / value < 0 ? "-0" : "0");
            return;
        }
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean plain = Math.abs(digits.scale()) <= MOST_PLAIN_DIGITS;
        text.append(plain ? digits.toPlainString() : digits.toString().toLowerCase(Locale.ROOT));
    }
}
