package dev.tributary.sink;

import dev.tributary.config.SyncConfig.BatchOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches that fit into the memory of their process, whatever is configured: a table of documents fills one by its bytes long
 * before it does by its rows.
 */
final class BatchMemory {

    private static final Logger LOG = LoggerFactory.getLogger(BatchMemory.class);

    /** Two that are open, see {@link StagingWriter}, one that waits and one that is being inserted. */
    private static final int BATCHES_OF_A_WRITER = 4;

    /** The part of the heap that batches may take, as its reciprocal. Rows above half a region of it take twice their bytes. */
    private static final int SHARE = 4;

    private BatchMemory() {}

    /**
     * @param heapBytes of the process
     * @param writers how many of them may be in it
     */
    static BatchOptions fit(BatchOptions options, long heapBytes, int writers) {
        long limit = Math.max(1, heapBytes / SHARE / BATCHES_OF_A_WRITER / writers);
        if (limit >= options.maxBytes()) {
            return options;
        }
        LOG.info(
                "Batches close at {} KB instead of {} KB, so that those of {} writers take a quarter of the heap of {} MB at most",
                limit >> 10,
                options.maxBytes() >> 10,
                writers,
                heapBytes >> 20);
        return new BatchOptions(options.maxRows(), limit, options.maxAge(), options.inlineBytes());
    }
}
