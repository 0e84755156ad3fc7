package dev.tributary.config;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Where the server-ids of a job begin that names none. Two replicas of one id end each other, so two jobs must not share any: each
 * has one of many blocks, by its name.
 */
final class ServerIds {

    /** Below it are the ids that people give to servers. */
    private static final long FIRST_BLOCK = 100_000;

    /** Five hundred servers at the usual parallelism. */
    private static final long BLOCK = 10_000;

    private static final long BLOCKS = 200_000;

    private ServerIds() {}

    static long firstOf(String jobName) {
        CRC32 hash = new CRC32();
        hash.update(jobName.getBytes(StandardCharsets.UTF_8));
        return FIRST_BLOCK + hash.getValue() % BLOCKS * BLOCK;
    }
}
