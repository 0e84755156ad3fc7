package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.model.TableId;

/** Why a target did not take a merge, and what can be done about it. */
final class TargetRefusal {

    private TargetRefusal() {}

    /**
     * Whether it is for the target to be mended, while others go on. What would lose rows, and what a share of removed rows was
     * set to prevent, ends the job.
     */
    static boolean concernsTheTargetAlone(Throwable failure) {
        return !(failure instanceof CommitLostException)
                && !(failure instanceof RemovalRefusedException)
                && !(failure.getCause() instanceof InterruptedException)
                && !Thread.currentThread().isInterrupted();
    }

    /** The cause with its remedy, in one line. */
    static String of(TableId target, RuntimeException failure) {
        int code = failure instanceof ClickHouseException answer ? answer.code() : ClickHouseException.NO_CODE;
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ") + " – " + remedy(target, code);
    }

    private static String remedy(TableId target, int code) {
        return switch (code) {
            case ClickHouseException.UNKNOWN_TABLE, ClickHouseException.UNKNOWN_DATABASE ->
                "'plan' prints the CREATE TABLE of " + target
                        + "; the rows that it had come back by a 'resync' of its tables";
            case 16, 47, 36 -> "give " + target + " the columns that 'plan' lists";
            case 252 -> "let ClickHouse merge the parts of " + target + ", or partition it less finely";
            case 344 -> "drop the projections of " + target;
            case 469 ->
                "drop the constraint of " + target + " (ALTER TABLE … DROP CONSTRAINT), or mend the rows in MySQL";
            case 164, 242 -> "make " + target + " writable";
            case 243 -> "give the disk of " + target + " room";
            case 497 -> "grant the job's account what 'check' names";
            default -> "see that the statement can be executed";
        };
    }
}
