package dev.tributary.verify;

/** How the rows of a range are compared. */
public enum VerifyMethod {
    /** By checksums that both servers work out; where they differ, row by row. */
    CHECKSUMS,
    /** Each row and value. */
    ROWS
}
