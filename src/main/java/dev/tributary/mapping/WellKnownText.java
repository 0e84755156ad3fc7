package dev.tributary.mapping;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Well-known text of spatial values. Coordinates are in the shortest decimal that reads back as the same double. A spatial
 * reference system stands before it as PostGIS writes it: {@code SRID=4326;POINT(16.4 48.2)}.
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

    private final ByteBuffer wkb;
    private final StringBuilder text = new StringBuilder();

    private WellKnownText(byte[] wkb) {
        this.wkb = ByteBuffer.wrap(wkb);
    }

    static void encode(Object value, RowBinaryWriter out) throws UnencodableValueException {
        if (!(value instanceof Geometry geometry)) {
            throw Unexpected.kind(value, "a spatial value");
        }
        out.writeString(of(geometry));
    }

    static String of(Geometry geometry) {
        WellKnownText reader = new WellKnownText(geometry.wkb());
        if (geometry.srid() != 0) {
            reader.text
                    .append("SRID=")
                    .append(Integer.toUnsignedString(geometry.srid()))
                    .append(';');
        }
        reader.value(true);
        return reader.text.toString();
    }

    /** @param named whether the kind is said; the parts of a MULTIPOINT and the like do not say it */
    private void value(boolean named) {
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
    private int header() {
        wkb.order(wkb.get() == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int kind = wkb.getInt();
        if (kind < POINT || kind > COLLECTION) {
            throw new IllegalStateException("a spatial value of the kind " + kind + ", which MySQL does not have");
        }
        return kind;
    }

    private void parts(Runnable part) {
        text.append('(');
        for (int left = wkb.getInt(); left > 0; left--) {
            part.run();
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
