package dev.tributary.plan;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.inspect.DateEvidence.ColumnDates;
import dev.tributary.mapping.DateRange;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the columns of one target are that get dates: whether one can be NULL for dates that are none, and whether one
 * is a String, since the source has dates beyond the years of the usual type. A column that is there already stays as it
 * is. Each decision is told with its reason.
 */
final class DateColumns {

    private static final String STRING = "String";

    /** The column of one database that a target column gets values from. */
    private record Origin(SourceDatabase database, Column column, ColumnDates dates) {}

    private final TableConfig table;
    private final Overrides overrides;
    private final List<SourceDatabase> databases;
    private final DateRange dateTimes;
    private final Checklist checklist;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param databases of which those that have the table are looked at
     * @param dateTimes the years of the server's DateTime64
     */
    DateColumns(TableConfig table, List<SourceDatabase> databases, DateRange dateTimes, Checklist checklist) {
        this.table = table;
        this.overrides = table.overrides();
        this.databases = databases.stream()
                .filter(database -> database.table(table.source()).isPresent())
                .toList();
        this.dateTimes = dateTimes;
        this.checklist = checklist;
    }

    /**
     * The schema with the columns' types decided.
     *
     * @param usual with the usual types and those that are configured
     * @param existing the target; null where it is not there yet
     */
    TargetSchema decide(TargetSchema usual, @Nullable ExistingTable existing) {
        List<TargetColumn> columns = new ArrayList<>();
        for (int i = 0; i < usual.columns().size(); i++) {
            TargetColumn column = usual.columns().get(i);
            List<Origin> origins = origins(column);
            columns.add(origins.isEmpty() ? column : decide(column, i < usual.keyColumns(), origins, existing));
        }
        return new TargetSchema(usual.target(), columns, usual.keyColumns());
    }

    /** What was decided, in a line for each column of which there is something to say. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Where its dates come from; none for a column of something else, and for one whose type is configured. */
    private List<Origin> origins(TargetColumn target) {
        List<Origin> origins = new ArrayList<>();
        for (SourceDatabase database : databases) {
            database.table(table.source()).stream()
                    .flatMap(schema -> schema.columns().stream())
                    .filter(column -> overrides.targetName(column.name()).equals(target.name()))
                    .filter(column -> !overrides.excluded().contains(column.name()))
                    .filter(column -> hasDates(column) && overrides.chosenType(column) == null)
                    .forEach(column -> origins.add(new Origin(database, column, dates(database, column))));
        }
        return origins;
    }

    private static boolean hasDates(Column column) {
        return Overrides.isRanged(column.type()) || column.type().name().equals("timestamp");
    }

    private ColumnDates dates(SourceDatabase database, Column column) {
        return database.dates().of(database.table(table.source()).orElseThrow().id(), column.name());
    }

    private TargetColumn decide(
            TargetColumn usual, boolean key, List<Origin> origins, @Nullable ExistingTable existing) {
        Column source = origins.get(0).column();
        boolean zeroIsUsual = !overrides.zeroDates().containsKey(source.name());
        String zero = zeroIsUsual ? reason(origins, DateColumns::isNone) : null;
        String beyond = Overrides.isRanged(source.type()) ? reason(origins, date -> isBeyond(source, date)) : null;
        ExistingColumn found =
                existing == null ? null : existing.column(usual.name()).orElse(null);
        if (existing != null && found != null) {
            TargetColumn kept = kept(usual, found.type(), key);
            noteKept(existing, kept, source, key, zero, beyond);
            return kept;
        }
        RangePolicy policy = policy(source, key);
        if (policy == RangePolicy.AUTO && (beyond != null || key && zero != null)) {
            note(
                    usual,
                    "String with MySQL's own text, since " + (beyond != null ? beyond : zero) + ", which "
                            + holder(source)
                            + (beyond == null ? ", and a column of the merge key cannot be NULL" : ""));
            return new TargetColumn(usual.name(), text(usual.type()));
        }
        noteBeyond(usual, source, key, beyond);
        String why = zero != null || !zeroIsUsual ? zero : allowance(origins);
        if (key || why == null || usual.nullable()) {
            return usual;
        }
        note(usual, "NULL for dates that are none, such as 0000-00-00, since " + why);
        return new TargetColumn(usual.name(), ClickHouseTypes.nullable(usual.type()));
    }

    /** What a column of the key cannot be without making rows one is decided by the plan. */
    private RangePolicy policy(Column source, boolean key) {
        RangePolicy policy = overrides.rangePolicy(source);
        return key && (policy == RangePolicy.NULLABLE || policy == RangePolicy.CLAMP) ? RangePolicy.AUTO : policy;
    }

    /** The column as the target has it, as far as its values fit; else as usual, so that the adoption refuses it. */
    private static TargetColumn kept(TargetColumn usual, String existing, boolean key) {
        boolean isText = ClickHouseTypes.core(existing).equals(STRING);
        boolean isNullable = ClickHouseTypes.isNullable(existing);
        if (isText && (isNullable || !usual.nullable()) && !(key && isNullable)) {
            return new TargetColumn(usual.name(), existing);
        }
        return isNullable && !key && !isText
                ? new TargetColumn(usual.name(), ClickHouseTypes.nullable(usual.type()))
                : usual;
    }

    private void noteKept(
            ExistingTable existing,
            TargetColumn kept,
            Column source,
            boolean key,
            @Nullable String zero,
            @Nullable String beyond) {
        if (ClickHouseTypes.core(kept.type()).equals(STRING)) {
            note(kept, "a String in the target, which gets MySQL's own text");
            return;
        }
        noteBeyond(kept, source, key, beyond);
        if (zero != null && !kept.nullable()) {
            warn(
                    kept,
                    "dates that are none do not fit, since the target's column cannot be NULL, and " + zero + "; "
                            + (key
                                    ? "recreate the target with a String"
                                    : "ALTER TABLE " + Identifiers.quote(existing.id()) + " MODIFY COLUMN "
                                            + Identifiers.quote(kept.name()) + " "
                                            + ClickHouseTypes.nullable(kept.type()) + ", or say in zero-dates what"
                                            + " stands for them"));
        }
    }

    private void noteBeyond(TargetColumn column, Column source, boolean key, @Nullable String beyond) {
        if (beyond == null) {
            return;
        }
        String since = ", since " + beyond + ", which " + holder(source);
        switch (policy(source, key)) {
            case NULLABLE -> note(column, "NULL for dates beyond the range" + since);
            case CLAMP -> note(column, "the nearest date for those beyond the range" + since);
            case AUTO, REFUSE, TEXT ->
                warn(
                        column,
                        "dates beyond the range do not fit" + since
                                + (key ? "" : "; out-of-range-dates can have them otherwise"));
        }
    }

    /** What the usual type of a column holds. */
    private String holder(Column source) {
        boolean isMoment = !source.type().name().equals("date");
        DateRange range = dateTimes.of(source.type());
        return (isMoment ? "DateTime64" : "Date32") + " does not hold (" + range.firstDate() + " to " + range.lastDate()
                + ")";
    }

    private static String text(String type) {
        return ClickHouseTypes.isNullable(type) ? ClickHouseTypes.nullable(STRING) : STRING;
    }

    /** Where the first such date is; null where there is none. */
    private static @Nullable String reason(List<Origin> origins, Predicate<String> isSuch) {
        for (Origin origin : origins) {
            String standard = origin.dates().standard();
            if (standard != null && isSuch.test(standard)) {
                return "its default is " + standard + " in " + origin.database().name();
            }
        }
        for (Origin origin : origins) {
            for (String date : origin.dates().found()) {
                if (isSuch.test(date)) {
                    return origin.database().name() + " has " + date;
                }
            }
        }
        return null;
    }

    /** Which database would take dates that are none in a column that cannot be NULL. */
    private static @Nullable String allowance(List<Origin> origins) {
        return origins.stream()
                .filter(origin -> origin.database().dates().allowsZeroDates()
                        && !origin.column().nullable())
                .map(origin -> "the sql_mode of " + origin.database().name() + "'s server allows them")
                .findFirst()
                .orElse(null);
    }

    private static boolean isNone(String date) {
        return date.startsWith("00", 5) || date.startsWith("00", 8);
    }

    private boolean isBeyond(Column source, String date) {
        return !isNone(date) && !dateTimes.of(source.type()).contains(Integer.parseInt(date.substring(0, 4)));
    }

    private void note(TargetColumn column, String text) {
        String line = column.name() + ": " + text;
        notes.add(line);
        checklist.passed("table " + table.source(), "column " + line);
    }

    private void warn(TargetColumn column, String text) {
        String line = column.name() + ": " + text;
        notes.add(line);
        checklist.noted("table " + table.source(), "column " + line);
    }
}
