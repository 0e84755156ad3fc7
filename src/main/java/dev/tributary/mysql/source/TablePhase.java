package dev.tributary.mysql.source;

/**
 * Where a table stands on its way from a snapshot to the binlog.
 *
 * <pre>
 *   WAITING ──planned──▶ READING ──last chunk durable──▶ READ ──reader follows it, durable──▶ FOLLOWED
 *      ▲  ▲                 │                             │                                      │
 *      │  └──chunks back── DRAINING ◀──read anew─────────┤                                      │
 *      │                                                  ▼                                      ▼
 *      └───────────reader let go, durable────────────  RELEASING ◀──────read anew or set aside──┘
 *
 *   ASIDE: not read, and not followed; left for WAITING when a resync is due. Reached from WAITING at once, from the
 *   others by way of DRAINING or RELEASING, or when the reader of the binlog says that it refused the table.
 * </pre>
 */
enum TablePhase {
    /** Neither planned nor read: its structure and a position are to be asked of the server. */
    WAITING,
    /** Its chunks are cut, handed out and read. */
    READING,
    /** All its rows are in complete checkpoints; the reader of the binlog is told, or there is none yet. */
    READ,
    /** The reader of the binlog follows it, and a complete checkpoint has that. */
    FOLLOWED,
    /** Chunks that are handed out must come back before it can be planned again: their rows must not come late. */
    DRAINING,
    /** The reader of the binlog must let go before it can be planned again: versions must not go back. */
    RELEASING,
    /** Nothing is read of it until a resync is due. */
    ASIDE
}
