package dev.tributary.journal;

import java.util.Locale;

/** Where a source table stands, as people see it. */
public enum Phase {
    /** Neither its snapshot nor its binlog is read yet. */
    WAITING,
    /** Its snapshot is being read. */
    SNAPSHOT,
    /** Its snapshot is read, and the binlog from where it began up to where the other tables are is not yet. */
    CATCHING_UP,
    /** Its changes are followed in the binlog. */
    STREAMING,
    /** A bounded run has read it. */
    READ,
    /** It is left alone until somebody resumes it, which reads it by a new snapshot. The job itself says that it is set aside. */
    PAUSED,
    /** It is left alone until somebody, or its structure, brings it back. */
    SET_ASIDE;

    /** As it stands in the table and in the output. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @throws IllegalArgumentException if it is none */
    public static Phase of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
