package dev.tributary.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Whole numbers, floating ones and flags, each checked against the range of its ClickHouse type. */
final class NumberEncoders {

    private static final BigInteger MAX_UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private NumberEncoders() {}

    /** @param bits 8, 16, 32 or 64 */
    static ValueEncoder signed(int bits) {
        long high = Long.MAX_VALUE >> (64 - bits);
        return new Bounded("Int" + bits, bits / 8, -high - 1, high);
    }

    /** @param bits 8, 16, 32 or 64 */
    static ValueEncoder unsigned(int bits) {
        return bits == 64 ? new UnsignedLong() : new Bounded("UInt" + bits, bits / 8, 0, (1L << bits) - 1);
    }

    /** What every encoder of whole numbers does alike: other forms of a number are taken where they are whole. */
    private abstract static class Whole extends ValueEncoder {

        Whole() {
            super("a whole number");
        }

        @Override
        public void unsigned(long bits, RowBinaryWriter out) throws UnencodableValueException {
            if (bits < 0) {
                throw new UnencodableValueException(Long.toUnsignedString(bits) + " exceeds 64 bits");
            }
            whole(bits, out);
        }

        @Override
        public void decimal(BigDecimal value, RowBinaryWriter out) throws UnencodableValueException {
            BigInteger whole = toWhole(value);
            if (whole.bitLength() > 63) {
                throw new UnencodableValueException(whole + " exceeds 64 bits");
            }
            whole(whole.longValue(), out);
        }

        static BigInteger toWhole(BigDecimal value) throws UnencodableValueException {
            try {
                return value.toBigIntegerExact();
            } catch (ArithmeticException e) {
                throw new UnencodableValueException(value + " is not a whole number");
            }
        }
    }

    /** A type within the 64 bits of a long. */
    private static final class Bounded extends Whole {
        private final String type;
        private final int width;
        private final long low;
        private final long high;

        Bounded(String type, int width, long low, long high) {
            this.type = type;
            this.width = width;
            this.low = low;
            this.high = high;
        }

        @Override
        public void whole(long value, RowBinaryWriter out) throws UnencodableValueException {
            if (value < low || value > high) {
                throw new UnencodableValueException(value + " is outside " + type + ", " + low + " to " + high);
            }
            switch (width) {
                case 1 -> out.writeByte((int) value);
                case 2 -> out.writeShort((int) value);
                case 4 -> out.writeInt((int) value);
                default -> out.writeLong(value);
            }
        }
    }

    private static final class UnsignedLong extends Whole {

        @Override
        public void whole(long value, RowBinaryWriter out) throws UnencodableValueException {
            if (value < 0) {
                throw outside(Long.toString(value));
            }
            out.writeLong(value);
        }

        @Override
        public void unsigned(long bits, RowBinaryWriter out) {
            out.writeLong(bits);
        }

        @Override
        public void decimal(BigDecimal value, RowBinaryWriter out) throws UnencodableValueException {
            BigInteger whole = toWhole(value);
            if (whole.signum() < 0 || whole.compareTo(MAX_UINT64) > 0) {
                throw outside(whole.toString());
            }
            out.writeLong(whole.longValue());
        }

        private static UnencodableValueException outside(String number) {
            return new UnencodableValueException(number + " is outside UInt64, 0 to " + MAX_UINT64);
        }
    }

    /** A flag: of a whole number, or of a bit field. */
    static ValueEncoder bool() {
        return new Whole() {
            @Override
            public void whole(long value, RowBinaryWriter out) throws UnencodableValueException {
                if (value != 0 && value != 1) {
                    throw new UnencodableValueException(value + " is no Bool, 0 or 1");
                }
                out.writeByte((int) value);
            }

            @Override
            public void unsigned(long bits, RowBinaryWriter out) throws UnencodableValueException {
                if (bits != 0 && bits != 1) {
                    throw new UnencodableValueException(Long.toUnsignedString(bits) + " is no Bool, 0 or 1");
                }
                out.writeByte((int) bits);
            }
        };
    }

    /** Single precision. */
    static ValueEncoder ofSinglePrecision() {
        return new ValueEncoder("a number of single precision") {
            @Override
            public void single(float value, RowBinaryWriter out) {
                out.writeInt(Float.floatToRawIntBits(value));
            }
        };
    }

    /** The double that a value of single precision is. */
    static ValueEncoder ofWidenedSinglePrecision() {
        return new ValueEncoder("a number of single precision") {
            @Override
            public void single(float value, RowBinaryWriter out) {
                out.writeLong(Double.doubleToRawLongBits(value));
            }
        };
    }

    static ValueEncoder ofDoublePrecision() {
        return new ValueEncoder("a number of double precision") {
            @Override
            public void real(double value, RowBinaryWriter out) {
                out.writeLong(Double.doubleToRawLongBits(value));
            }
        };
    }
}
