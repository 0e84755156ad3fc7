package dev.tributary.sink;

import java.time.Duration;

/**
 * The rhythm of a lease.
 *
 * @param beat how often the holder gives a sign of life
 * @param silence after how long without one it counts as gone
 * @param patience how long another job waits for it to fall silent; longer than Flink takes to end the tasks of a lost
 *     JobManager
 */
record LeaseTimes(Duration beat, Duration silence, Duration patience) {

    static final LeaseTimes DEFAULT =
            new LeaseTimes(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(60));

    /** Of what is done while the job is stopped: if that was killed, silence shows it, and nothing else is waited for. */
    static final LeaseTimes OF_A_STOPPED_JOB =
            new LeaseTimes(DEFAULT.beat(), DEFAULT.silence(), DEFAULT.silence().plusSeconds(5));
}
