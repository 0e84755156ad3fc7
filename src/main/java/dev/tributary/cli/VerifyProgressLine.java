package dev.tributary.cli;

import dev.tributary.verify.VerifyProgress;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How far a verification is, in one line: on a terminal written again and again in its place, elsewhere every ten seconds, so
 * that a short run in a script prints none.
 */
final class VerifyProgressLine implements VerifyProgress, AutoCloseable {

    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WAITS = Duration.ofMinutes(1);

    private final PrintWriter err;
    private final boolean isTerminal;
    private final long begun = System.nanoTime();
    private final Set<String> explained = new HashSet<>();

    private long expected;
    private long compared;
    private long printedAt = begun;
    private long waitPrintedAt = begun - BETWEEN_WAITS.toNanos();
    private boolean isLineOpen;

    VerifyProgressLine(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    @Override
    public synchronized void began(long rows) {
        expected = rows;
    }

    @Override
    public synchronized void rowsCompared(long rows) {
        compared += rows;
        long now = System.nanoTime();
        if (now - printedAt >= (isTerminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            printedAt = now;
            String line = line(compared, expected, Duration.ofNanos(now - begun));
            if (isTerminal) {
                err.print("\r" + line + "\033[K");
                err.flush();
                isLineOpen = true;
            } else {
                err.println(line);
            }
        }
    }

    @Override
    public synchronized void tableRead(RouteReport table) {
        String reason = table.whyByRows();
        if (reason != null && explained.add(table.target() + reason)) {
            println(table.target() + " is compared row by row: " + reason);
        }
        if (isTerminal) {
            String again = table.differences() == 0 ? "" : ", " + table.differences() + " to be looked up again";
            println(VerifyPrinter.title(table) + ": " + table.rows() + " rows" + again);
        }
    }

    @Override
    public synchronized void waits(String excess) {
        long now = System.nanoTime();
        if (now - waitPrintedAt >= BETWEEN_WAITS.toNanos()) {
            waitPrintedAt = now;
            println("waiting for the server's load to fall: " + excess);
        }
    }

    private void println(String line) {
        closeLine();
        err.println(line);
    }

    private void closeLine() {
        if (isLineOpen) {
            err.print("\r\033[K");
            isLineOpen = false;
        }
    }

    /** @param expected about how many rows there are, 0 where nobody knows */
    static String line(long compared, long expected, Duration elapsed) {
        String rows = String.format(Locale.ROOT, "%,d", compared);
        if (expected <= 0 || compared <= 0) {
            return rows + " rows compared";
        }
        double share = Math.min(1, (double) compared / expected);
        long secondsLeft = Math.round(elapsed.toMillis() / 1_000.0 * (1 - share) / share);
        return String.format(
                Locale.ROOT,
                "%s of about %,d rows compared, %.0f %%, about %s left",
                rows,
                Math.max(expected, compared),
                100 * share,
                left(secondsLeft));
    }

    private static String left(long seconds) {
        return seconds >= 3_600
                ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
                : seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
    }

    @Override
    public synchronized void close() {
        closeLine();
        err.flush();
    }
}
