package dev.tributary.verify;

import dev.tributary.verify.VerifyReport.RouteReport;

/** Told how far a verification is, by several threads. */
@FunctionalInterface
public interface VerifyProgress {

    /** The first pass over a table is over; its differences are not yet looked up again. */
    void tableRead(RouteReport table);

    /** @param rows about how many there are to compare */
    default void began(long rows) {}

    /** So many more rows were compared. */
    default void rowsCompared(long rows) {}

    /** A server's load keeps the next range waiting; told once a wait. */
    default void waits(String excess) {}
}
