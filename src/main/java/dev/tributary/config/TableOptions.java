package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.required;
import static dev.tributary.config.Option.withDefault;

import dev.tributary.config.SyncConfig.Cascades;
import java.time.Duration;
import java.util.List;

/** The options of {@code sync.yaml} that say what is replicated, and how, table by table; and which views read it. */
final class TableOptions {

    static final Option<String> TABLE_SOURCE = required(
            Options.TABLES,
            "source",
            OptionType.TABLE,
            "The table's name, the same in every database, or a pattern of names. A text in the entry's place is its `source`.");
    static final Option<String> TABLE_TARGET = optional(
            Options.TABLES,
            "target",
            OptionType.TABLE_OR_QUALIFIED,
            "`table` or `database.table` in ClickHouse; left out: the source's name in `clickhouse.database`. Of a"
                    + " pattern with a `*` where the table's name goes.");
    static final Option<String> TABLE_MERGE_KEY = optional(
            Options.TABLES,
            "merge-key",
            OptionType.COLUMNS,
            "The columns that identify a row; left out: the primary key, else the first unique key without nullable "
                    + "columns. It must hold all columns of one of these.");
    static final Option<String> TABLE_EXCLUDE_COLUMNS = optional(
            Options.TABLES,
            "exclude-columns",
            OptionType.COLUMNS,
            "Columns that are left out of the target; a dead letter leaves them out too.");
    static final Option<String> TABLE_COLUMN_TYPES = optional(
            Options.TABLES,
            "column-types",
            OptionType.COLUMN_TYPE,
            "ClickHouse types in place of the usual ones, `{column: type}`; [types.md](types.md) says which can be chosen.");
    static final Option<String> TABLE_RENAME_COLUMNS = optional(
            Options.TABLES,
            "rename-columns",
            OptionType.COLUMN_NAMES,
            "Columns that are called otherwise in the target, `{source: target}`.");
    static final Option<String> TABLE_CONSTANTS = optional(
            Options.TABLES,
            "constants",
            OptionType.COLUMN_VALUES,
            "Columns that the target has beyond those of the source, `{column: value}`, the same in every row; a connection"
                    + " can have another value. `LowCardinality(String)`, or what `column-types` says.");
    static final Option<String> TABLE_ZERO_DATES = optional(
            Options.TABLES,
            "zero-dates",
            OptionType.ZERO_DATES,
            "What becomes of dates that are none, `{column: policy}`: see [types.md](types.md#dates-that-are-none).");
    static final Option<String> TABLE_OUT_OF_RANGE_DATES = optional(
            Options.TABLES,
            "out-of-range-dates",
            OptionType.RANGE_POLICIES,
            "What becomes of dates beyond the years that ClickHouse's types hold, `{column: policy}`: see"
                    + " [types.md](types.md#dates-beyond-the-range).");
    static final Option<String> TABLE_ROWS = optional(
            Options.TABLES,
            "rows",
            OptionType.CONDITIONS,
            "Only the rows that meet all of these conditions are replicated; left out: all rows.");
    static final Option<Cascades> TABLE_CASCADES = withDefault(
            Options.TABLES,
            "cascades",
            OptionType.choice(Cascades.class),
            "refuse",
            "What is done about a foreign key with `CASCADE`, `SET NULL` or `SET DEFAULT`, by which rows of this table change without"
                    + " an event in the binlog: see [below](#foreign-keys-that-change-rows).");
    static final Option<Boolean> TABLE_ACTIVE = withDefault(
            Options.TABLES, "active", OptionType.BOOLEAN, "true", "`false` leaves the table out of the run.");

    static final Option<String> VIEW_NAME = required(
            Options.VIEWS,
            "name",
            OptionType.QUALIFIED,
            "A refreshable materialized view, `database.view`, to refresh after commits of the tables that it reads.");
    static final Option<Duration> VIEW_MIN_INTERVAL = withDefault(
            Options.VIEWS,
            "min-interval",
            OptionType.DURATION_OR_NONE,
            "10s",
            "The shortest time between two refreshes.");

    static final List<Option<?>> ALL = List.of(
            TABLE_SOURCE,
            TABLE_TARGET,
            TABLE_MERGE_KEY,
            TABLE_EXCLUDE_COLUMNS,
            TABLE_COLUMN_TYPES,
            TABLE_RENAME_COLUMNS,
            TABLE_CONSTANTS,
            TABLE_ZERO_DATES,
            TABLE_OUT_OF_RANGE_DATES,
            TABLE_ROWS,
            TABLE_CASCADES,
            TABLE_ACTIVE,
            PatternOptions.TABLE_EXCLUDE,
            PatternOptions.TABLE_WITHOUT_KEY,
            PatternOptions.TABLE_WHERE_MISSING,
            VIEW_NAME,
            VIEW_MIN_INTERVAL);

    private TableOptions() {}
}
