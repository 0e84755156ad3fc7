package dev.tributary.mysql.ddl;

/**
 * The settings of a session by which the text of its statement is understood.
 *
 * @param ansiQuotes whether double quotes stand around names
 * @param backslashEscapes whether a backslash in a text escapes what follows
 * @param strict whether values that do not fit were refused, and not changed
 */
public record SessionSettings(boolean ansiQuotes, boolean backslashEscapes, boolean strict) {

    public static final SessionSettings USUAL = new SessionSettings(false, true, true);
}
