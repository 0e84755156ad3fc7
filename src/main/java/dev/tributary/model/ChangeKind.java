package dev.tributary.model;

/** What a change does to the row of its merge key. */
public enum ChangeKind {
    UPSERT,
    DELETE
}
