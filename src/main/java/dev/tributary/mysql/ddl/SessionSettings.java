package dev.tributary.mysql.ddl;

/**
 * The settings of a session by which the text of its statement is understood.
 *
 * @param ansiQuotes whether double quotes stand around names
 * @param backslashEscapes whether a backslash in a text escapes what follows
 * @param strict whether values that do not fit were refused, and not changed
 * @param timeZone in which times are meant that become instants: an offset, a name, or {@code SYSTEM}; empty where the
 *     statement does not say, since it has none
 */
public record SessionSettings(boolean ansiQuotes, boolean backslashEscapes, boolean strict, String timeZone) {

    public static final SessionSettings USUAL = new SessionSettings(false, true, true);

    /** One that says no time zone. */
    public SessionSettings(boolean ansiQuotes, boolean backslashEscapes, boolean strict) {
        this(ansiQuotes, backslashEscapes, strict, "");
    }

    public SessionSettings withTimeZone(String zone) {
        return new SessionSettings(ansiQuotes, backslashEscapes, strict, zone);
    }
}
