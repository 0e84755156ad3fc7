package dev.tributary.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Documents in ClickHouse's type {@code JSON}, which holds an object as the values at its paths. So it has no order of
 * members, and a member that is null or an object without members is not in it. All else must come out as it went in:
 * what would be altered is refused.
 */
public final class JsonObjects {

    /** The type, as ClickHouse spells it. */
    public static final String TYPE = "JSON";

    /** The object without members, as RowBinary. */
    static final byte[] EMPTY = {2, '{', '}'};

    /** Whole numbers up to this one, 2 to the power of 53, survive as a double. */
    private static final BigInteger EXACT_IN_DOUBLE = BigInteger.ONE.shiftLeft(53);

    private JsonObjects() {}

    static ValueEncoder encoder() {
        return new ValueEncoder("a JSON document") {
            @Override
            public void document(String json, RowBinaryWriter out) throws UnencodableValueException {
                encode(json, out);
            }
        };
    }

    private static void encode(String json, RowBinaryWriter out) throws UnencodableValueException {
        byte[] document = TextEncoders.normalized(json);
        try (JsonParser parser = JsonNormalForm.parser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnencodableValueException(
                        "a document that is no object, which ClickHouse's type JSON does not hold");
            }
            object(parser);
        } catch (IOException e) {
            throw new UnencodableValueException("not a JSON document: " + e.getMessage());
        }
        out.writeBytes(document);
    }

    private static void object(JsonParser parser) throws IOException, UnencodableValueException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.indexOf('.') >= 0) {
                throw new UnencodableValueException("a document with the member '" + name
                        + "', whose dot ClickHouse's type JSON takes for a path of two members");
            }
            parser.nextToken();
            value(parser, false);
        }
    }

    /** @param inArray whether an array is around it, or arrays of arrays */
    private static void value(JsonParser parser, boolean inArray) throws IOException, UnencodableValueException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), inArray);
            default -> {}
        }
    }

    /** Its elements share a type, which can be that of an array in another row of the same insert. */
    private static void array(JsonParser parser) throws IOException, UnencodableValueException {
        boolean nulls = false;
        boolean scalars = false;
        boolean structures = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = parser.currentToken();
            nulls |= token == JsonToken.VALUE_NULL;
            structures |= token.isStructStart();
            scalars |= token != JsonToken.VALUE_NULL && token.isScalarValue();
            value(parser, true);
        }
        if (nulls && (structures || !scalars)) {
            throw new UnencodableValueException(
                    "a document with an array that holds null, and not only numbers, texts and"
                            + " the like beside it, of which ClickHouse's type JSON makes an empty array or object");
        }
    }

    private static void number(String text, boolean inArray) throws UnencodableValueException {
        BigDecimal number = new BigDecimal(text);
        boolean whole = JsonNormalForm.fits64Bits(number);
        if (!whole && !isDouble(number)) {
            throw new UnencodableValueException(
                    "a document with the number " + text + ", which is neither a whole number of 64 bits nor a double");
        }
        if (whole && inArray && number.toBigInteger().abs().compareTo(EXACT_IN_DOUBLE) > 0) {
            throw new UnencodableValueException("a document with an array that holds " + text
                    + ", of which ClickHouse's type JSON can make a double");
        }
    }

    private static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return !Double.isInfinite(nearest)
                && (new BigDecimal(NumberOutput.toString(nearest, true)).compareTo(number) == 0
                        || new BigDecimal(nearest).compareTo(number) == 0);
    }
}
