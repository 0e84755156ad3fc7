package dev.tributary.mapping;

/** A value of a Java class that the source does not deliver for the column's type. */
final class Unexpected {

    private Unexpected() {}

    static UnencodableValueException kind(Object value, String expected) {
        return new UnencodableValueException("a " + value.getClass().getName() + " where " + expected
                + " was expected: " + Unexpected.shorten(value));
    }

    private static String shorten(Object value) {
        String text = value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
