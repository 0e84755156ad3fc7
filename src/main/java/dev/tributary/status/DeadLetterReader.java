package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Reads which rows wait aside, and why. The rows themselves stay where they are: they can hold anything. */
public final class DeadLetterReader {

    private static final int MOST = 100;

    private final ClickHouseClient clickHouse;
    private final TableId letters;
    private final String job;

    public DeadLetterReader(ClickHouseClient clickHouse, SyncConfig config) {
        this.clickHouse = clickHouse;
        this.letters = new TableId(config.clickHouse().controlDatabase(), "dead_letters");
        this.job = config.job().name();
    }

    /**
     * A row that its target cannot hold.
     *
     * @param rowKey the merge fields' values as text
     * @param column whose value does not fit
     */
    public record DeadLetter(
            Instant sourceTime, String sourceDatabase, String table, String rowKey, String column, String cause) {}

    /** The newest hundred of some source tables, the newest first; none where letters do not have a job yet. */
    public List<DeadLetter> newest(Collection<String> sourceTables) {
        String column = "SELECT count() FROM system.columns WHERE database = " + Identifiers.literal(letters.database())
                + " AND table = 'dead_letters' AND name = 'job'";
        if (sourceTables.isEmpty() || !"1".equals(clickHouse.queryValue(column))) {
            return List.of();
        }
        String names = sourceTables.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
        return clickHouse
                .query(
                        "SELECT toUnixTimestamp64Milli(source_time), _source_database, source_table, row_key, column_name,"
                                + " cause FROM " + Identifiers.quote(letters) + " FINAL WHERE job = "
                                + Identifiers.literal(job) + " AND source_table IN (" + names
                                + ") ORDER BY source_time DESC, _source_database, row_key LIMIT " + MOST)
                .stream()
                .map(Row::of)
                .map(row ->
                        new DeadLetter(row.time(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)))
                .toList();
    }
}
