package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.TableId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries whether what one request stages, the next ones find. Where they do not, merges would lose rows. */
public final class StagingTrial {

    private static final int READERS = 3;

    private StagingTrial() {}

    /**
     * What keeps staged rows from being found; null if nothing does. The table that it takes is dropped again.
     *
     * @throws ClickHouseException when it cannot be tried
     */
    public static @Nullable String problem(ClickHouseOptions options, String job) {
        TableId table = new TableId(
                options.stagingDatabase(),
                job + "__trial__" + UUID.randomUUID().toString().replace("-", ""));
        String name = Identifiers.quote(table);
        try (ClickHouseClient writer = new ClickHouseClient(options)) {
            writer.execute("CREATE TABLE " + name + " (n UInt8) ENGINE = MergeTree ORDER BY n");
            try {
                writer.execute("INSERT INTO " + name + " SELECT 1");
                for (int i = 0; i < READERS; i++) {
                    if (!finds(options, name)) {
                        return "what is staged in '" + options.stagingDatabase()
                                + "' by one request is not found by the next:"
                                + " they reach several servers; name one server, or a proxy that stays with one";
                    }
                }
                return null;
            } finally {
                writer.execute("DROP TABLE IF EXISTS " + name + " SYNC");
            }
        }
    }

    private static boolean finds(ClickHouseOptions options, String table) {
        try (ClickHouseClient reader = new ClickHouseClient(options)) {
            return "1".equals(reader.queryValue("SELECT count() FROM " + table));
        } catch (ClickHouseException e) {
            if (e.code() == ClickHouseException.UNKNOWN_TABLE || e.code() == ClickHouseException.UNKNOWN_DATABASE) {
                return false;
            }
            throw e;
        }
    }
}
