package dev.tributary.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the MySQL servers are read.
 *
 * @param maxLoad above which a server sends no chunks of snapshots
 */
public record SourceOptions(
        int splitSize,
        Duration connectTimeout,
        long firstServerId,
        UnreachableServers unreachableServers,
        LoadLimits maxLoad)
        implements Serializable {

    /** What becomes of a plan when a MySQL server cannot be reached. */
    public enum UnreachableServers {
        FAIL,
        /** Its tables are taken to be like those of the servers that answer; it is read when it comes. */
        ASSUME
    }
}
