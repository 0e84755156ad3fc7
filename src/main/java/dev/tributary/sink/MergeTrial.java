package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries what merges do to a target that exists, with their own settings: DELETE and INSERT on an empty copy in the staging
 * database, which is dropped again, and an INSERT of no row into the target itself. So nothing is left behind, and what
 * ClickHouse refuses, whatever it is, is known before the first row.
 */
public final class MergeTrial {

    private static final Pattern OF_REPLICAS = Pattern.compile("^(?:Replicated|Shared)(?=\\w*MergeTree)");
    private static final Pattern PATH_AND_REPLICA =
            Pattern.compile("^(\\w+\\()\\s*'(?:[^'\\\\]|\\\\.)*'\\s*,\\s*'(?:[^'\\\\]|\\\\.)*'\\s*,?\\s*");

    private final ClickHouseClient clickHouse;
    private final String stagingDatabase;
    private final String job;

    public MergeTrial(ClickHouseClient clickHouse, String stagingDatabase, String job) {
        this.clickHouse = clickHouse;
        this.stagingDatabase = stagingDatabase;
        this.job = job;
    }

    /**
     * What the target refuses, with the remedy; null where it takes merges.
     *
     * @param schema what is merged; columns that the target lacks are left out
     * @throws ClickHouseException when it cannot be tried
     */
    public @Nullable String refusal(TargetSchema schema, DeleteMechanism mechanism, ExistingTable existing) {
        String unique = UUID.randomUUID().toString().replace("-", "");
        TableId copy = new TableId(stagingDatabase, job + "__trial__" + unique);
        clickHouse.execute("CREATE TABLE " + Identifiers.quote(copy) + " AS " + Identifiers.quote(existing.id())
                + " ENGINE = " + localEngine(existing.engineFull()));
        try {
            merge(schema, mechanism, existing, copy);
            return null;
        } catch (RuntimeException e) {
            return TargetRefusal.of(schema.target(), e);
        } finally {
            clickHouse.execute("DROP TABLE IF EXISTS " + Identifiers.quote(copy) + " SYNC");
        }
    }

    private void merge(TargetSchema schema, DeleteMechanism mechanism, ExistingTable existing, TableId copy) {
        String keys = Identifiers.quoteAll(schema.keyColumnNames());
        TargetRows rows = mechanism == DeleteMechanism.PATCH_PARTS ? new PatchedRows() : new MutatedRows();
        rows.delete(
                copy,
                "(" + keys + ") IN (SELECT " + keys + " FROM " + Identifiers.quote(copy) + ")",
                clickHouse,
                copy.table() + "/delete");
        List<String> columns = Stream.concat(schema.columnNames().stream(), Stream.of(TargetSchema.VERSION))
                .filter(name -> existing.column(name).isPresent())
                .toList();
        for (TableId table : List.of(copy, existing.id())) {
            clickHouse.execute(
                    "INSERT INTO " + Identifiers.quote(table) + " (" + Identifiers.quoteAll(columns) + ") SELECT "
                            + Identifiers.quoteAll(columns) + " FROM " + Identifiers.quote(copy),
                    DeleteInsertMerge.INSERT_SETTINGS,
                    copy.table() + "/insert-" + table);
        }
    }

    /** The copy needs no replicas: what they would refuse is no matter of the statements. */
    static String localEngine(String engineFull) {
        String local = OF_REPLICAS.matcher(engineFull).replaceFirst("");
        return local.equals(engineFull)
                ? engineFull
                : PATH_AND_REPLICA.matcher(local).replaceFirst("$1");
    }
}
