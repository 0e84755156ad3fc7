package dev.tributary.mysql;

import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.schema.TableState;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, in a thread of its own, until a server answers and is found to be the one whose splits are to be read. Told and asked
 * by the task.
 */
final class ServerReturn {

    private static final Logger LOG = LoggerFactory.getLogger(ServerReturn.class);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final ServerProbe probe;
    private final SetAsideTables setAside;
    private final Executor background;
    private final Runnable wake;

    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private volatile boolean verified;
    private volatile List<TableState> tablesSetAside = List.of();
    private volatile @Nullable RuntimeException verdict;

    /** @param wake told when there is something to ask for */
    ServerReturn(ServerProbe probe, SetAsideTables setAside, Executor background, Runnable wake) {
        this.probe = probe;
        this.setAside = setAside;
        this.background = background;
        this.wake = wake;
    }

    /**
     * Begins to wait, each time a little longer before the first look.
     *
     * @param serverUuid what the server must be, null for any
     * @param toRead the splits that it must still be able to serve
     * @param before done in the background first
     */
    void await(@Nullable String serverUuid, List<MySqlSplit> toRead, Runnable before) {
        List<MySqlSplit> splits = List.copyOf(toRead);
        long pause = pauseMillis;
        pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
        background.execute(() -> {
            before.run();
            verify(serverUuid, splits, pause);
        });
    }

    private void verify(@Nullable String serverUuid, List<MySqlSplit> toRead, long firstPause) {
        long pause = firstPause;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                // The task goes on with its checkpoints meanwhile. All readers of a server that is away would
                // otherwise ask it all the time.
                Thread.sleep(pause);
                probe.requireSame(serverUuid, toRead);
                tablesSetAside = setAside.read();
                verified = true;
                break;
            } catch (StateMismatchException e) {
                verdict = e;
                break;
            } catch (ClickHouseException e) {
                LOG.warn("Reading MySQL server {} waits for ClickHouse: {}", probe.address(), e.getMessage());
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            } catch (SQLException e) {
                LOG.debug("MySQL server {} is still away", probe.address(), e);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                verdict = e;
                break;
            }
        }
        wake.run();
    }

    /** Whether the server is there and the right one. */
    boolean isVerified() {
        return verified;
    }

    /** The wait is over; the next one is as short as the first. */
    void over() {
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    /** What was found counts once. */
    void use() {
        verified = false;
    }

    /** What was set aside by the time of the last look; it may have been taken back since. */
    List<TableState> tablesSetAside() {
        return tablesSetAside;
    }

    /** Why the server cannot be read any more; null while it can, or may. */
    @Nullable
    RuntimeException verdict() {
        return verdict;
    }
}
