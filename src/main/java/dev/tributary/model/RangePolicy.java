package dev.tributary.model;

/** What becomes of a date or a datetime that is beyond the years of its target's type. */
public enum RangePolicy {
    /** The plan decides: a text where it sees that there are such dates, else {@link #REFUSE}. */
    AUTO,
    /** It is a value that does not fit. */
    REFUSE,
    /** It is NULL, and the target's column can be NULL. */
    NULLABLE,
    /** The target's column is a String, which holds every date as MySQL prints it. */
    TEXT,
    /** It is the first or the last moment of the type. */
    CLAMP
}
