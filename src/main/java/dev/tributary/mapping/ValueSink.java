package dev.tributary.mapping;

/**
 * Is told one value of a MySQL row, in the form nearest to the bytes in which the server sent it: no boxing, and nothing that
 * Java's own classes cannot hold. Each method is one kind of value; for a column of one type a row always calls the same one,
 * or that of the other road: members come by number from the binlog and as text from a snapshot.
 *
 * <p>Arrays are only lent: they may change after the call.
 */
public interface ValueSink {

    /** NULL. */
    void nothing() throws UnencodableValueException;

    /** A whole number, also a YEAR (0 is the year {@code 0000}). */
    void whole(long value) throws UnencodableValueException;

    /** The 64 bits of an unsigned BIGINT, or of a BIT field. */
    void unsigned(long bits) throws UnencodableValueException;

    /** A DECIMAL of at most 18 digits. */
    void decimal(long unscaled, int scale) throws UnencodableValueException;

    /** A DECIMAL of any size, where the above does not do. */
    void decimal(java.math.BigDecimal value) throws UnencodableValueException;

    void single(float value) throws UnencodableValueException;

    void real(double value) throws UnencodableValueException;

    /** A text in UTF-8, as the server sent it: not checked yet. */
    void text(byte[] utf8, int from, int length) throws UnencodableValueException;

    /** A text that had to be decoded from another character set. */
    void text(String text) throws UnencodableValueException;

    void bytes(byte[] bytes, int from, int length) throws UnencodableValueException;

    /** A date; month and day, or all three, can be 0. */
    void date(int year, int month, int day) throws UnencodableValueException;

    /** A date and time of no zone; see {@link #date}. @param micros of the second */
    void dateTime(int year, int month, int day, int hour, int minute, int second, int micros)
            throws UnencodableValueException;

    /** An instant. The second 0 without a fraction is MySQL's zero timestamp, which has no other use for it. */
    void timestamp(long epochSecond, int micros) throws UnencodableValueException;

    /** A span of time, which can be negative. */
    void time(long micros) throws UnencodableValueException;

    /** A member of an enum by its number; 0 is what MySQL gives to a value that it could not take. */
    void member(int number) throws UnencodableValueException;

    /** The members of a set: the lowest bit is the first. */
    void members(long bits) throws UnencodableValueException;

    /** A JSON document as text. */
    void document(String json) throws UnencodableValueException;

    /** A spatial value as MySQL stores it: four bytes of reference system, little endian, then well-known binary. */
    void geometry(byte[] bytes, int from, int length) throws UnencodableValueException;
}
