package dev.tributary.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * One text for one JSON value, whichever road it came by: MySQL prints a document with blanks ({@code {"a": 1e20}}), what is
 * read from the binlog has none, and other forms of the same numbers ({@code {"a":1.0E20}}).
 *
 * <p>The normal form has no blanks, keeps the order of keys (MySQL stores them in an order of its own), and escapes in
 * strings only what JSON demands. Numbers: a whole number of up to 64 bits is written in its digits; a double in the
 * shortest decimal that reads back as it; trailing zeros of a fraction go, so 1.50 is 1.5 and 100.0 is 100. A DECIMAL keeps all its
 * digits: with more than a double needs it is the shortest text of none.
 */
public final class JsonNormalForm {

    /** MySQL's own limits are below: 1 GB, a depth of 100; a double takes up to 1100 digits when written out. */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(200)
            .maxNumberLength(2_000)
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    /** Field names are not interned: documents of a table can have millions of different ones. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** A number of at most so many characters fits 64 bits. */
    private static final int SAFE_LENGTH = 18;

    private static final int UINT64_DIGITS = 20;

    /** So many digits are always the shortest text of the double nearest to them, unless it is a tiny one. */
    private static final int SHORT_DIGITS = 15;

    /** Numbers that start behind so many digits of a fraction are no DECIMAL of MySQL's. */
    private static final int MOST_DECIMAL_SCALE = 30;

    private JsonNormalForm() {}

    /** The normal form as text. */
    public static String normalizeText(String document) throws IOException {
        return new String(normalize(document), StandardCharsets.UTF_8);
    }

    /** The normal form as UTF-8. */
    public static byte[] normalize(String document) throws IOException {
        try (ByteArrayBuilder out = new ByteArrayBuilder(document.length() + 16)) {
            try (JsonParser parser = FACTORY.createParser(document);
                    JsonGenerator generator = FACTORY.createGenerator(out)) {
                copyDocument(parser, generator);
            }
            return out.toByteArray();
        }
    }

    /** Reads a document that {@link #normalize} wrote. */
    public static JsonParser parser(byte[] document) throws IOException {
        return FACTORY.createParser(document);
    }

    private static void copyDocument(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonParseException(parser, "the document is empty");
        }
        do {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            copy(token, parser, generator);
            token = parser.nextToken();
        } while (depth > 0 && token != null);
        if (token != null) {
            throw new JsonParseException(parser, "text behind the end of the document");
        }
    }

    private static void copy(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(number(parser.getText()));
            default -> generator.copyCurrentEvent(parser);
        }
    }

    private static String number(String text) {
        if (isWhole(text)) {
            if (text.length() <= SAFE_LENGTH) {
                return text.equals("-0") ? "0" : text;
            }
            BigDecimal whole = new BigDecimal(text);
            return fits64Bits(whole) ? whole.toString() : print(asDouble(whole));
        }
        return print(asDouble(new BigDecimal(text)));
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    /**
     * The number that the text of a double stands for, or the number itself if it is no double's text. The text of a double is
     * the shortest one that reads back as it, of which MySQL takes one digit where the JDK takes two.
     */
    private static BigDecimal asDouble(BigDecimal number) {
        boolean tiny = number.scale() - number.precision() >= MOST_DECIMAL_SCALE;
        if (number.scale() >= 0 && number.precision() <= SHORT_DIGITS && !tiny) {
            return number;
        }
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            return number;
        }
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(nearest, true));
        if (!tiny && number.compareTo(shortest) != 0) {
            return number;
        }
        // Among the whole numbers a double counts as the number that it is: all its digits were written, or could be.
        BigDecimal exact = new BigDecimal(nearest);
        return exact.scale() == 0 && fits64Bits(exact) ? exact : shortest;
    }

    private static String print(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return fits64Bits(stripped) ? stripped.toPlainString() : stripped.toString();
    }

    /** Whether this is a whole number that MySQL can hold as one, signed or unsigned. */
    static boolean fits64Bits(BigDecimal number) {
        return number.scale() <= 0
                && (long) number.precision() - number.scale() <= UINT64_DIGITS
                && number.toBigInteger().bitLength() <= (number.signum() < 0 ? 63 : 64);
    }
}
