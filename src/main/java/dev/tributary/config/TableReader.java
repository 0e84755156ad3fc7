package dev.tributary.config;

import dev.tributary.config.SyncConfig.Presence;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicies;
import dev.tributary.model.RangePolicy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what is configured of tables. */
public final class TableReader {

    private TableReader() {}

    /** One of {@code sync.yaml} that is no pattern. */
    static TableConfig named(Settings table) {
        PatternReader.refuseOptionsOfPatterns(table);
        TableConfig read = read(table);
        return new TableConfig(
                read.source(),
                read.target(),
                read.mergeKey(),
                read.overrides(),
                read.cascades(),
                PatternReader.presence(table),
                read.active());
    }

    /** One table, wherever it is configured. */
    public static TableConfig read(Settings table) {
        String source = table.get(TableOptions.TABLE_SOURCE);
        String target = table.find(TableOptions.TABLE_TARGET);
        return new TableConfig(
                source,
                target == null ? source : target,
                table.texts(TableOptions.TABLE_MERGE_KEY),
                new Overrides(
                        Set.copyOf(table.texts(TableOptions.TABLE_EXCLUDE_COLUMNS)),
                        table.pairs(TableOptions.TABLE_COLUMN_TYPES),
                        table.pairs(TableOptions.TABLE_RENAME_COLUMNS),
                        table.pairs(TableOptions.TABLE_CONSTANTS),
                        table.pairs(TableOptions.TABLE_ZERO_DATES),
                        new RangePolicies(RangePolicy.AUTO, rangePolicies(table)),
                        RowConditions.read(table)),
                table.get(TableOptions.TABLE_CASCADES),
                Presence.EVERYWHERE,
                table.get(TableOptions.TABLE_ACTIVE));
    }

    private static Map<String, RangePolicy> rangePolicies(Settings table) {
        Map<String, RangePolicy> policies = new HashMap<>();
        table.pairs(TableOptions.TABLE_OUT_OF_RANGE_DATES)
                .forEach(
                        (column, policy) -> policies.put(column, RangePolicy.valueOf(policy.toUpperCase(Locale.ROOT))));
        return policies;
    }
}
