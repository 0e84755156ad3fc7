package dev.tributary.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * ClickHouse's Decimal. Never rounds: a value with more digits than the type has, on either side of the point, is
 * refused.
 */
final class DecimalEncoder extends ValueEncoder {

    /** So many digits always fit a long. */
    static final int MOST_DIGITS_OF_LONG = 18;

    private static final long[] POWERS_OF_TEN = new long[MOST_DIGITS_OF_LONG + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private final int precision;
    private final int scale;
    private final int width;

    /** Numbers of a long that are smaller than this, in size, have few enough digits. */
    private final long bound;

    DecimalEncoder(int precision, int scale) {
        super("an exact number");
        this.precision = precision;
        this.scale = scale;
        this.width = width(precision);
        this.bound = precision <= MOST_DIGITS_OF_LONG ? POWERS_OF_TEN[precision] : Long.MAX_VALUE;
    }

    /** The bytes of a ClickHouse decimal of the given precision. */
    static int width(int precision) {
        return precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
    }

    @Override
    public void whole(long value, RowBinaryWriter out) throws UnencodableValueException {
        decimal(value, 0, out);
    }

    @Override
    public void unsigned(long bits, RowBinaryWriter out) throws UnencodableValueException {
        if (bits >= 0) {
            decimal(bits, 0, out);
        } else {
            decimal(new BigDecimal(Long.toUnsignedString(bits)), out);
        }
    }

    @Override
    public void decimal(long unscaled, int valueScale, RowBinaryWriter out) throws UnencodableValueException {
        int missing = scale - valueScale;
        if (missing < 0 || missing > MOST_DIGITS_OF_LONG) {
            decimal(BigDecimal.valueOf(unscaled, valueScale), out);
            return;
        }
        long power = POWERS_OF_TEN[missing];
        long scaled = unscaled * power;
        if (Math.multiplyHigh(unscaled, power) != scaled >> 63 || scaled <= -bound || scaled >= bound) {
            decimal(BigDecimal.valueOf(unscaled, valueScale), out);
            return;
        }
        switch (width) {
            case 4 -> out.writeInt((int) scaled);
            case 8 -> out.writeLong(scaled);
            default -> {
                out.writeLong(scaled);
                for (int i = 8; i < width; i += 8) {
                    out.writeLong(scaled >> 63);
                }
            }
        }
    }

    @Override
    public void decimal(BigDecimal value, RowBinaryWriter out) throws UnencodableValueException {
        BigDecimal scaled = scaled(value);
        switch (width) {
            case 4 -> out.writeInt(scaled.unscaledValue().intValue());
            case 8 -> out.writeLong(scaled.unscaledValue().longValue());
            default -> out.writeBigInteger(scaled.unscaledValue(), width);
        }
    }

    private BigDecimal scaled(BigDecimal value) throws UnencodableValueException {
        BigDecimal scaled = value;
        if (value.scale() != scale) {
            try {
                scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
            } catch (ArithmeticException e) {
                throw new UnencodableValueException(value + " has more than the " + scale + " digits of fraction of "
                        + "Decimal(" + precision + ", " + scale + ")");
            }
        }
        if (scaled.precision() > precision) {
            throw new UnencodableValueException(
                    value + " has more digits than Decimal(" + precision + ", " + scale + ") holds");
        }
        return scaled;
    }
}
