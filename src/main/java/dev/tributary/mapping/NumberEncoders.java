package dev.tributary.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers, each checked against the range of its ClickHouse type. */
final class NumberEncoders {

    private static final BigInteger MAX_UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private NumberEncoders() {}

    /** @param bits 8, 16, 32 or 64 */
    static ValueEncoder signed(int bits) {
        long high = Long.MAX_VALUE >> (64 - bits);
        return bounded("Int" + bits, bits / 8, -high - 1, high);
    }

    /** @param bits 8, 16, 32 or 64 */
    static ValueEncoder unsigned(int bits) {
        return bits == 64 ? NumberEncoders::encodeUnsignedLong : bounded("UInt" + bits, bits / 8, 0, (1L << bits) - 1);
    }

    private static ValueEncoder bounded(String type, int width, long low, long high) {
        return (value, out) -> {
            long number = toLong(value);
            if (number < low || number > high) {
                throw new UnencodableValueException(number + " is outside " + type + ", " + low + " to " + high);
            }
            switch (width) {
                case 1 -> out.writeByte((int) number);
                case 2 -> out.writeShort((int) number);
                case 4 -> out.writeInt((int) number);
                default -> out.writeLong(number);
            }
        };
    }

    private static void encodeUnsignedLong(Object value, RowBinaryWriter out) throws UnencodableValueException {
        BigInteger number = value instanceof BigDecimal decimal
                ? toWhole(decimal)
                : value instanceof BigInteger whole ? whole : BigInteger.valueOf(toLong(value));
        if (number.signum() < 0 || number.compareTo(MAX_UINT64) > 0) {
            throw new UnencodableValueException(number + " is outside UInt64, 0 to " + MAX_UINT64);
        }
        out.writeLong(number.longValue());
    }

    /** The bytes of a ClickHouse decimal of the given precision. */
    static int decimalWidth(int precision) {
        return precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
    }

    /** Never rounds: a value with more digits than the type has, on either side of the point, is refused. */
    static ValueEncoder decimal(int precision, int scale) {
        int width = decimalWidth(precision);
        return (value, out) -> {
            BigDecimal decimal = scaled(toDecimal(value), precision, scale);
            switch (width) {
                case 4 -> out.writeInt(decimal.unscaledValue().intValue());
                case 8 -> out.writeLong(decimal.unscaledValue().longValue());
                default -> out.writeBigInteger(decimal.unscaledValue(), width);
            }
        };
    }

    private static BigDecimal scaled(BigDecimal value, int precision, int scale) throws UnencodableValueException {
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

    /** Single precision; a snapshot delivers the same value as a double. */
    static void encodeFloat(Object value, RowBinaryWriter out) throws UnencodableValueException {
        out.writeInt(Float.floatToRawIntBits(toNumber(value).floatValue()));
    }

    /** The double that a value of single precision is. */
    static void encodeWidenedFloat(Object value, RowBinaryWriter out) throws UnencodableValueException {
        out.writeLong(Double.doubleToRawLongBits(toNumber(value).floatValue()));
    }

    /**
     * A bit field, which comes as bytes, the least significant first, or, if it is a single bit, as a Boolean.
     *
     * @param width of the ClickHouse type, in bits
     */
    static ValueEncoder bits(int width) {
        return (value, out) -> {
            byte[] bytes =
                    value instanceof Boolean flag ? new byte[] {(byte) (flag ? 1 : 0)} : TextEncoders.toBytes(value);
            for (int i = 0; i < width / 8; i++) {
                out.writeByte(i < bytes.length ? bytes[i] : 0);
            }
        };
    }

    static void encodeDouble(Object value, RowBinaryWriter out) throws UnencodableValueException {
        out.writeLong(Double.doubleToRawLongBits(toNumber(value).doubleValue()));
    }

    /** A whole number of 64 bits from any kind of number that is one. */
    static long toLong(Object value) throws UnencodableValueException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        BigInteger whole = value instanceof BigInteger integer ? integer : toWhole(toDecimal(value));
        if (whole.bitLength() > 63) {
            throw new UnencodableValueException(whole + " exceeds 64 bits");
        }
        return whole.longValue();
    }

    private static BigInteger toWhole(BigDecimal value) throws UnencodableValueException {
        try {
            return value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new UnencodableValueException(value + " is not a whole number");
        }
    }

    private static BigDecimal toDecimal(Object value) throws UnencodableValueException {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw Unexpected.kind(value, "an exact number");
    }

    private static Number toNumber(Object value) throws UnencodableValueException {
        if (value instanceof Number number) {
            return number;
        }
        throw Unexpected.kind(value, "a number");
    }
}
