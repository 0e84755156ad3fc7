package dev.tributary.faults;

import java.util.Random;

/** How a fault is inflicted. */
@FunctionalInterface
interface Strike {

    /**
     * Strikes, and brings back what was killed or taken away. The job runs, and so does the workload.
     *
     * @return the recovery that began at the moment of the strike
     */
    Recovery inflict(TestStand stand, Random random) throws Exception;
}
