package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.config.Checklist;
import dev.tributary.config.Checklist.Finding;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.config.TlsMode;
import dev.tributary.inspect.DateEvidence;
import dev.tributary.inspect.DateEvidence.ColumnDates;
import dev.tributary.mapping.DateRange;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicies;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DateColumnsTest {

    private static final TableId TARGET = new TableId("analytics", "events");
    private static final TableId SOURCE = new TableId("shop", "events");
    private static final String MOMENT = "DateTime64(0, 'UTC')";

    private final Checklist checklist = new Checklist();
    private String zeroPolicy = "";
    private RangePolicies policies = RangePolicies.NONE;
    private boolean lenient;
    private DateRange dateTimes = DateRange.USUAL;
    private List<String> notes = List.of();

    @Test
    void columnWhoseDefaultIsNoDateCanBeNull() {
        assertThat(decide("datetime", "0000-00-00 00:00:00", null)).isEqualTo("Nullable(" + MOMENT + ")");
        assertThat(notes)
                .containsExactly("d: NULL for dates that are none, such as 0000-00-00, since its default is"
                        + " 0000-00-00 00:00:00 in shop_de");
        assertThat(decide("timestamp", "0000-00-00 00:00:00", null)).isEqualTo("Nullable(" + MOMENT + ")");
        assertThat(decide("date", null, null, "2020-01-01", "2020-07-00")).isEqualTo("Nullable(Date32)");
    }

    @Test
    void columnOfALenientServerCanBeNull() {
        assertThat(decide("date", null, null)).isEqualTo("Date32");
        assertThat(notes).isEmpty();
        lenient = true;
        assertThat(decide("date", null, null)).isEqualTo("Nullable(Date32)");
        assertThat(notes).singleElement().asString().contains("the sql_mode of shop_de's server allows them");
    }

    @Test
    void datesBeyondTheRangeMakeAText() {
        assertThat(decide("date", "0001-01-01", null)).isEqualTo("String");
        assertThat(notes)
                .containsExactly("d: String with MySQL's own text, since its default is 0001-01-01 in shop_de, which"
                        + " Date32 does not hold (1900-01-01 to 2299-12-31)");
        assertThat(decide("date", null, null, "2020-01-01", "9999-12-31")).isEqualTo("String");
        assertThat(decide("datetime", null, null, "9999-12-31 23:59:59")).isEqualTo("String");
        assertThat(decide("date", null, null, "1900-01-01", "2299-12-31")).isEqualTo("Date32");
    }

    @Test
    void dateTimesOfAServerThatHasAllYearsStayDateTimes() {
        dateTimes = DateRange.WIDE;
        assertThat(decide("datetime", "9999-12-31 23:59:59", null)).isEqualTo(MOMENT);
        assertThat(decide("date", "9999-12-31", null)).isEqualTo("String");
        assertThat(decide("datetime", "0000-05-05 00:00:00", null)).isEqualTo("String");
    }

    @Test
    void keyIsATextAndNeverNull() {
        assertThat(decideKey("date", "0000-00-00", null)).isEqualTo("String");
        assertThat(decideKey("date", "9999-12-31", null)).isEqualTo("String");
        lenient = true;
        assertThat(decideKey("date", null, null)).isEqualTo("Date32");
        policies = new RangePolicies(RangePolicy.CLAMP, Map.of());
        assertThat(decideKey("date", "9999-12-31", null)).isEqualTo("String");
        policies = new RangePolicies(RangePolicy.REFUSE, Map.of());
        assertThat(decideKey("date", "9999-12-31", null)).isEqualTo("Date32");
    }

    @Test
    void targetThatIsThereKeepsItsColumns() {
        assertThat(decide("date", "0000-00-00", "Date32")).isEqualTo("Date32");
        assertThat(noted())
                .containsExactly("column d: dates that are none do not fit, since the target's column cannot be NULL,"
                        + " and its default is 0000-00-00 in shop_de; ALTER TABLE `analytics`.`events` MODIFY COLUMN `d`"
                        + " Nullable(Date32), or say in zero-dates what stands for them");
        assertThat(decide("date", "0000-00-00", "Nullable(Date32)")).isEqualTo("Nullable(Date32)");
        assertThat(decide("date", null, "Nullable(Date32)")).isEqualTo("Nullable(Date32)");
        assertThat(decide("date", "0001-01-01", "Date32")).isEqualTo("Date32");
        assertThat(notes).singleElement().asString().contains("do not fit", "out-of-range-dates can have them");
        assertThat(decide("date", null, "String")).isEqualTo("String");
        assertThat(decide("date", "0001-01-01", "Nullable(String)")).isEqualTo("Nullable(String)");
        assertThat(decide("datetime", null, "DateTime64(6, 'UTC')")).isEqualTo(MOMENT);
        assertThat(decideKey("date", null, "String")).isEqualTo("String");
        assertThat(decideKey("date", "0000-00-00", "Nullable(String)")).isEqualTo("Date32");
    }

    @Test
    void whatIsConfiguredIsNotDecidedHere() {
        zeroPolicy = "refuse";
        assertThat(decide("date", "0000-00-00", null)).isEqualTo("Date32");
        zeroPolicy = "";
        policies = new RangePolicies(RangePolicy.REFUSE, Map.of());
        assertThat(decide("date", "0001-01-01", null)).isEqualTo("Date32");
        policies = new RangePolicies(RangePolicy.AUTO, Map.of("d", RangePolicy.CLAMP));
        assertThat(decide("date", "0001-01-01", null)).isEqualTo("Date32");
        assertThat(notes).singleElement().asString().startsWith("d: the nearest date for those beyond the range");
    }

    private List<String> noted() {
        return checklist.items().stream()
                .filter(item -> item.finding() == Finding.NOTED)
                .map(Checklist.Item::text)
                .toList();
    }

    private String decide(String type, @Nullable String standard, @Nullable String existing, String... found) {
        return decide(false, type, standard, existing, found);
    }

    private String decideKey(String type, @Nullable String standard, @Nullable String existing) {
        return decide(true, type, standard, existing);
    }

    /** The type of the column d, which the source has NOT NULL. */
    private String decide(
            boolean key, String type, @Nullable String standard, @Nullable String existing, String... found) {
        Overrides overrides = new Overrides(
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                zeroPolicy.isEmpty() ? Map.of() : Map.of("d", zeroPolicy),
                policies,
                List.of());
        TableConfig table = new TableConfig("events", "events", List.of(), overrides, true);
        Column column = new Column("d", MySqlType.parse(type), false);
        MySqlEndpoint endpoint = new MySqlEndpoint("mysql", 3306, "u", new Secret("p"), TlsMode.PREFERRED);
        SourceDatabase database = new SourceDatabase(
                new ConnectionConfig("shop_de", endpoint, "shop", Map.of(), true),
                List.of(new TableSchema(SOURCE, List.of(column), List.of("d"), List.of())),
                List.of(),
                new DateEvidence(lenient, Map.of(SOURCE, Map.of("d", new ColumnDates(standard, List.of(found))))));
        DateColumns dates = new DateColumns(table, List.of(database), dateTimes, checklist);
        TargetSchema usual = new TargetSchema(
                TARGET,
                List.of(
                        new TargetColumn("_source_database", "LowCardinality(String)"),
                        new TargetColumn("id", "Int32"),
                        new TargetColumn("d", type.equals("date") ? "Date32" : MOMENT)),
                key ? 3 : 2);
        ExistingTable target = existing == null
                ? null
                : new ExistingTable(
                        TARGET, "MergeTree", "MergeTree", "", "", List.of(new ExistingColumn("d", existing, "")));
        String decided = dates.decide(usual, target).columns().get(2).type();
        notes = dates.notes();
        return decided;
    }
}
