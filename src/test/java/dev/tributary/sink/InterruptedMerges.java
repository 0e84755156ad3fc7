package dev.tributary.sink;

import dev.tributary.embedded.StatementProxy;
import dev.tributary.embedded.StatementProxy.Interception;
import dev.tributary.embedded.StatementProxy.Statement;
import dev.tributary.embedded.StatementProxy.Verdict;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends merges at a statement of theirs, and looks at what readers see before and after each. */
final class InterruptedMerges {

    /** What becomes of the statement. */
    enum End {
        /** ClickHouse never hears of it, nor of any later one. */
        DIES_BEFORE,
        /** ClickHouse carries it out, and hears of none after it. */
        DIES_AFTER,
        /** ClickHouse refuses it, for want of memory. */
        REFUSED,
        /** ClickHouse carries it out and answers with an error all the same. */
        ANSWER_LOST
    }

    private static final Verdict REFUSAL =
            new Verdict.Answer(500, 241, "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)\n");

    private final StatementProxy proxy;
    private final Runnable look;

    /** @param look what a reader does: throws where it sees what it must not */
    InterruptedMerges(StatementProxy proxy, Runnable look) {
        this.proxy = proxy;
        this.look = look;
    }

    /**
     * Carries a merge out and interrupts it.
     *
     * @param at the statement, counted from 0
     * @return whether it came to an end before that statement
     */
    boolean carryOut(MergeProcedure procedure, MergeCommittable commit, int at, End end) {
        AtomicInteger count = new AtomicInteger();
        Throwable[] seen = {null};
        proxy.intercept(new Interception() {
            @Override
            public Verdict beforeRequest(Statement statement) {
                look(seen);
                int number = count.getAndIncrement();
                return switch (end) {
                    case DIES_BEFORE -> number >= at ? Verdict.DROP : Verdict.PASS;
                    case DIES_AFTER -> number > at ? Verdict.DROP : Verdict.PASS;
                    case REFUSED -> number == at ? REFUSAL : Verdict.PASS;
                    case ANSWER_LOST -> Verdict.PASS;
                };
            }

            @Override
            public Verdict beforeAnswer(Statement statement) {
                look(seen);
                int number = count.get() - 1;
                return switch (end) {
                    case DIES_AFTER -> number == at ? Verdict.DROP : Verdict.PASS;
                    case ANSWER_LOST -> number == at ? REFUSAL : Verdict.PASS;
                    case DIES_BEFORE, REFUSED -> Verdict.PASS;
                };
            }
        });
        boolean done = carryOut(procedure, commit);
        proxy.intercept(Interception.NONE);
        if (seen[0] != null) {
            throw new AssertionError("a reader saw it, with " + end + " at statement " + at, seen[0]);
        }
        return done && count.get() <= at;
    }

    private static boolean carryOut(MergeProcedure procedure, MergeCommittable commit) {
        try {
            procedure.carryOut(commit);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void look(Throwable[] seen) {
        try {
            look.run();
        } catch (Throwable e) {
            seen[0] = e;
        }
    }
}
