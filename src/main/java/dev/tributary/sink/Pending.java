package dev.tributary.sink;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Work under way on another thread. */
final class Pending {

    private Pending() {}

    /** Waits for it; its failure comes as an IOException that says what failed and why. */
    static void await(Future<?> work, String what) throws IOException, InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(what + " failed: " + cause.getMessage(), cause);
        }
    }
}
