package dev.tributary.faults;

import dev.tributary.faults.Tampering.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** ClickHouse answers with an error that passes, or its answer is lost. */
final class Answers {

    private static final long PATIENCE_SECONDS = 120;

    private Answers() {}

    /** For some seconds, and to one request at least, ClickHouse answers one of the errors without doing anything. */
    static Strike error(ServerError... errors) {
        return (stand, random) -> {
            ServerError error = List.of(errors).get(random.nextInt(errors.length));
            return during(2000 + random.nextInt(4000), stand, first -> new Tampering() {
                @Override
                public Verdict beforeRequest(CommitStep step) {
                    if (!error.canHappenAt(step)) {
                        return Verdict.PASS;
                    }
                    first.complete(null);
                    return new Verdict.Answer(error);
                }
            });
        };
    }

    /** As {@link #error}, but what was asked for has been done all the same. */
    static Strike errorAfterTheDeed(ServerError error) {
        return (stand, random) -> during(2000 + random.nextInt(4000), stand, first -> new Tampering() {
            @Override
            public Verdict beforeAnswer(CommitStep step) {
                if (!error.canHappenAt(step)) {
                    return Verdict.PASS;
                }
                first.complete(null);
                return new Verdict.Answer(error);
            }
        });
    }

    /** Of each step of a commit one answer is lost: the connection breaks when the deed is done. */
    static Recovery lost(TestStand stand, Random random) throws Exception {
        Set<CommitStep> left = ConcurrentHashMap.newKeySet();
        left.addAll(EnumSet.range(CommitStep.STAGE, CommitStep.DROP));
        return during(0, stand, all -> new Tampering() {
            @Override
            public Verdict beforeAnswer(CommitStep step) {
                boolean loses = left.remove(step);
                if (left.isEmpty()) {
                    all.complete(null);
                }
                return loses ? Verdict.DROP : Verdict.PASS;
            }
        });
    }

    /** Tampers until the given time has passed and the strike has met what it aims at. */
    private static Recovery during(long millis, TestStand stand, TamperingThatTells tampering) throws Exception {
        CompletableFuture<Void> met = new CompletableFuture<>();
        stand.clickHouseProxy().tamper(tampering.telling(met));
        Recovery recovery = Recovery.begin(stand);
        try {
            Thread.sleep(millis);
            met.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return recovery;
        } catch (TimeoutException e) {
            throw new IllegalStateException("no request to strike at came within " + PATIENCE_SECONDS + " s", e);
        } finally {
            stand.clickHouseProxy().tamper(Tampering.NONE);
        }
    }

    @FunctionalInterface
    private interface TamperingThatTells {
        Tampering telling(CompletableFuture<Void> met);
    }
}
