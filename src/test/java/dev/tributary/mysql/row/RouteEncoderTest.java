package dev.tributary.mysql.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypedValue;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.ChangeKind;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.RowChange;
import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.plan.RoutePlan;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteEncoderTest {

    private static final long VERSION = 77;
    private static final long TIME = 1_700_000_000_000L;
    private static final DeadLetters.Box LETTERS = DeadLetters.Box.of("tributary", "shops");

    /** In the source's order, which is not that of the target. */
    private static final List<Column> COLUMNS = List.of(
            new Column("name", MySqlType.parse("varchar(20)"), true),
            new Column("born", MySqlType.parse("date"), true),
            new Column("id", MySqlType.parse("int"), false),
            new Column("secret", MySqlType.parse("text"), true));

    private static final TargetSchema TARGET = new TargetSchema(
            new TableId("d", "people"),
            List.of(
                    new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"),
                    new TargetColumn("id", "Int32"),
                    new TargetColumn("name", "Nullable(String)"),
                    new TargetColumn("born", "Date32"),
                    new TargetColumn("lacking", "Nullable(Int8)"),
                    new TargetColumn("region", "LowCardinality(String)")),
            2);

    private final List<RowChange> changes = new ArrayList<>();

    private static SourceRow row(int id, String name, int year) {
        List<TypedValue> values = List.of(
                sink -> sink.text(name),
                sink -> sink.date(year, 2, 28),
                sink -> sink.whole(id),
                sink -> sink.text("not replicated"));
        return (column, sink) -> values.get(column).tell(sink);
    }

    private static Overrides overrides(Map<String, String> zeroDates, List<RowCondition> filter) {
        return new Overrides(Set.of("secret"), Map.of(), Map.of(), Map.of("region", "eu"), zeroDates, filter);
    }

    private static RouteEncoder encoder(UnencodablePolicy policy, Overrides overrides) {
        return new RouteEncoder(
                new RoutePlan(
                        "shop",
                        new TableSchema(new TableId("d", "people"), COLUMNS, List.of("id"), List.of()),
                        TARGET,
                        overrides,
                        0),
                policy,
                LETTERS);
    }

    private static RouteEncoder encoder(UnencodablePolicy policy) {
        return encoder(policy, overrides(Map.of(), List.of()));
    }

    /** What a change says, the name of whose row is shown. */
    private List<String> said() {
        return changes.stream().map(RouteEncoderTest::said).toList();
    }

    private static String said(RowChange change) {
        assertThat(change.version()).isEqualTo(VERSION);
        String kind = change.kind() == ChangeKind.UPSERT ? "upsert " : "delete ";
        if (change.schemaId() == LETTERS.schemaId()) {
            String text = new String(change.row(), StandardCharsets.UTF_8);
            return kind + "letter " + text.substring(text.indexOf("id="), change.keyLength());
        }
        assertThat(change.schemaId()).isEqualTo(TARGET.id());
        assertThat(change.keyLength()).isEqualTo(9);
        return kind + change.row()[5];
    }

    @Test
    void insertIsTheWholeRowInTheOrderOfTheTarget() {
        encoder(UnencodablePolicy.FAIL).insert(row(7, "Ada", 1970), VERSION, TIME, changes::add);

        RowBinaryWriter expected = new RowBinaryWriter(64);
        expected.writeString("shop");
        expected.writeInt(7);
        expected.writeByte(0);
        expected.writeString("Ada");
        expected.writeInt(58);
        expected.writeByte(1);
        expected.writeString("eu");
        expected.writeLong(VERSION);
        expected.writeByte(0);
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).row()).isEqualTo(expected.toByteArray());
        assertThat(changes.get(0).keyLength()).isEqualTo(9);
        assertThat(changes.get(0).sourceTimeMillis()).isEqualTo(TIME);
    }

    @Test
    void deletedRowCarriesItsKeyAndDefaults() {
        encoder(UnencodablePolicy.FAIL).delete(row(7, "Ada", 1066), VERSION, TIME, changes::add);

        RowBinaryWriter expected = new RowBinaryWriter(64);
        expected.writeString("shop");
        expected.writeInt(7);
        expected.writeByte(1);
        expected.writeInt(0);
        expected.writeByte(1);
        expected.writeString("eu");
        expected.writeLong(VERSION);
        expected.writeByte(1);
        assertThat(changes.get(0).row()).isEqualTo(expected.toByteArray());
    }

    @Test
    void updateOfOtherColumnsIsAnUpsertAlone() {
        RouteEncoder encoder = encoder(UnencodablePolicy.FAIL);
        encoder.update(row(7, "Ada", 1970), row(7, "Alan", 1971), VERSION, TIME, changes::add);
        encoder.insert(row(7, "Alan", 1971), VERSION, TIME, changes::add);

        assertThat(said()).containsExactly("upsert 7", "upsert 7");
        assertThat(changes.get(0).row()).isEqualTo(changes.get(1).row());
    }

    @Test
    void updateOfTheKeyDeletesTheFormerOneFirst() {
        RouteEncoder encoder = encoder(UnencodablePolicy.FAIL);
        encoder.update(row(7, "Ada", 1970), row(8, "Ada", 1970), VERSION, TIME, changes::add);
        encoder.delete(row(7, "Ada", 1970), VERSION, TIME, changes::add);
        encoder.insert(row(8, "Ada", 1970), VERSION, TIME, changes::add);

        assertThat(said()).containsExactly("delete 7", "upsert 8", "delete 7", "upsert 8");
        assertThat(changes.get(0).row()).isEqualTo(changes.get(2).row());
        assertThat(changes.get(1).row()).isEqualTo(changes.get(3).row());
    }

    @Test
    void rowThatDoesNotFitEndsTheJobByItsName() {
        assertThatThrownBy(
                        () -> encoder(UnencodablePolicy.FAIL).insert(row(7, "Ada", 1815), VERSION, TIME, changes::add))
                .isInstanceOf(UnencodableRowException.class)
                .hasMessageStartingWith(
                        "row id=7 of d.people (connection shop), column born: 1815-02-28 is outside Date32")
                .hasMessageEndingWith("The row is {\"name\":\"Ada\",\"born\":\"1815-02-28\",\"id\":\"7\"}");
        assertThat(changes).isEmpty();
    }

    @Test
    void deadLetterTakesThePlaceOfTheRow() {
        RouteEncoder encoder = encoder(UnencodablePolicy.DEAD_LETTER);
        encoder.insert(row(7, "Ada", 1815), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("upsert letter id=7", "delete 7");
        assertThat(new String(changes.get(0).row(), StandardCharsets.UTF_8))
                .contains("1815-02-28 is outside Date32", "born", "{\"name\":\"Ada\"");
    }

    @Test
    void deadLetterGoesWithTheMendedMovedOrDeletedRow() {
        RouteEncoder encoder = encoder(UnencodablePolicy.DEAD_LETTER);
        encoder.update(row(7, "Ada", 1815), row(7, "Ada", 1970), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("upsert 7", "delete letter id=7");
        changes.clear();
        encoder.update(row(7, "Ada", 1815), row(7, "Ada", 1816), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("upsert letter id=7", "delete 7");
        changes.clear();
        encoder.update(row(7, "Ada", 1815), row(8, "Ada", 1815), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("delete 7", "upsert letter id=8", "delete 8", "delete letter id=7");
        changes.clear();
        encoder.update(row(7, "Ada", 1970), row(8, "Ada", 1815), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("delete 7", "upsert letter id=8", "delete 8");
        changes.clear();
        encoder.delete(row(7, "Ada", 1815), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("delete letter id=7", "delete 7");
        changes.clear();
        encoder.delete(row(7, "Ada", 1970), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("delete 7");
    }

    @Test
    void snapshotTakesLettersBackOnSuspicion() {
        encoder(UnencodablePolicy.FAIL).snapshot(row(7, "Ada", 1970), VERSION, changes::add);
        assertThat(said()).containsExactly("upsert 7");
        changes.clear();
        encoder(UnencodablePolicy.DEAD_LETTER).snapshot(row(7, "Ada", 1970), VERSION, changes::add);
        assertThat(said()).containsExactly("upsert 7", "delete letter id=7");
        changes.clear();
        encoder(UnencodablePolicy.DEAD_LETTER).snapshot(row(7, "Ada", 1815), VERSION, changes::add);
        assertThat(said()).containsExactly("upsert letter id=7", "delete 7");
        assertThat(changes).allMatch(change -> change.sourceTimeMillis() == 0);
    }

    @Test
    void rowThatCeasesToBeReplicatedGoes() {
        List<RowCondition> filter = List.of(
                new RowCondition("name", Comparison.NOT_EQUALS, List.of("gone")),
                new RowCondition("id", Comparison.ABOVE, List.of("0")));
        RouteEncoder encoder = encoder(UnencodablePolicy.FAIL, overrides(Map.of(), filter));
        encoder.insert(row(7, "gone", 1970), VERSION, TIME, changes::add);
        encoder.delete(row(7, "gone", 1970), VERSION, TIME, changes::add);
        encoder.snapshot(row(-7, "here", 1970), VERSION, changes::add);
        encoder.update(row(7, "gone", 1970), row(8, "gone", 1970), VERSION, TIME, changes::add);
        assertThat(said()).isEmpty();
        encoder.update(row(7, "here", 1970), row(8, "gone", 1970), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("delete 7");
        changes.clear();
        encoder.update(row(7, "gone", 1970), row(8, "here", 1970), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("upsert 8");
        changes.clear();
        encoder.update(row(7, "here", 1970), row(8, "here", 1970), VERSION, TIME, changes::add);
        assertThat(said()).containsExactly("delete 7", "upsert 8");
    }

    @Test
    void snapshotOfRowsThatAreNotReplicatedTakesTheirLettersBack() {
        List<RowCondition> filter = List.of(new RowCondition("id", Comparison.ABOVE, List.of("0")));
        RouteEncoder encoder = encoder(UnencodablePolicy.DEAD_LETTER, overrides(Map.of(), filter));

        encoder.snapshot(row(-7, "here", 1970), VERSION, changes::add);

        assertThat(said()).containsExactly("delete letter id=-7");
    }

    @Test
    void filterThatTheColumnsCannotDecideRefusesTheTable() {
        List<RowCondition> filter = List.of(new RowCondition("dropped", Comparison.ABOVE, List.of("0")));

        assertThatThrownBy(() -> encoder(UnencodablePolicy.FAIL, overrides(Map.of(), filter)))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("d.people has no such column");
    }

    /** A key that cannot be encoded never reached a target. */
    @Test
    void keyThatDoesNotFitIsNotDeleted() {
        SourceRow bad = (column, sink) -> {
            if (column == 2) {
                sink.whole(Long.MAX_VALUE);
            } else {
                row(0, "Ada", 1970).tell(column, sink);
            }
        };
        RouteEncoder encoder = encoder(UnencodablePolicy.DEAD_LETTER);
        encoder.delete(bad, VERSION, TIME, changes::add);
        encoder.update(bad, row(8, "Ada", 1970), VERSION, TIME, changes::add);
        encoder.update(row(8, "Ada", 1970), bad, VERSION, TIME, changes::add);
        assertThat(said())
                .containsExactly(
                        "delete letter id=" + Long.MAX_VALUE,
                        "upsert 8",
                        "delete letter id=" + Long.MAX_VALUE,
                        "delete 8",
                        "upsert letter id=" + Long.MAX_VALUE);
    }

    private static SourceRow born(TypedValue date) {
        return (column, sink) -> {
            if (column == 1) {
                date.tell(sink);
            } else {
                row(7, "Ada", 1970).tell(column, sink);
            }
        };
    }

    @Test
    void nullIsRefusedWhereTheTargetHasNone() {
        assertThatThrownBy(() ->
                        encoder(UnencodablePolicy.FAIL).insert(born(ValueSink::nothing), VERSION, TIME, changes::add))
                .hasMessageContaining("column born: NULL in a column that the plan holds NOT NULL")
                .hasMessageContaining("\"born\":null");
    }

    @Test
    void datesThatAreNoneBecomeWhatIsConfigured() throws Exception {
        TypedValue zero = sink -> sink.date(2020, 0, 0);
        TypedValue yearZero = sink -> sink.date(0, 5, 5);
        assertThat(date(null, false, zero))
                .isEqualTo("2020-00-00 is no date, and the column of the target cannot be NULL");
        assertThat(date("refuse", true, zero))
                .isEqualTo("a date with a zero as its day or month, which zero-dates refuses");
        assertThat(date(null, true, zero)).isEqualTo("01");
        assertThat(date("nullable", true, zero)).isEqualTo("01");
        assertThat(date("1970-01-03", false, zero)).isEqualTo("02000000");
        assertThat(date("1970-01-03", true, zero)).isEqualTo("0002000000");
        assertThat(date("1970-01-03", true, sink -> sink.date(1970, 1, 5))).isEqualTo("0004000000");
        assertThat(date("1970-01-03", true, yearZero)).startsWith("0000-05-05 is outside Date32");
        assertThat(date("1970-01-03", true, ValueSink::nothing)).isEqualTo("01");
    }

    @Test
    void datesBeyondTheRangeBecomeWhatIsConfigured() throws Exception {
        TypedValue never = sink -> sink.date(1, 1, 1);
        TypedValue forEver = sink -> sink.date(9999, 12, 31);
        TypedValue zero = sink -> sink.date(0, 0, 0);
        String outside =
                "9999-12-31 is outside Date32, 1900-01-01 to 2299-12-31; out-of-range-dates can have it otherwise";

        assertThat(ranged(RangePolicy.AUTO, "Date32", forEver)).isEqualTo(outside);
        assertThat(ranged(RangePolicy.REFUSE, "Nullable(Date32)", forEver)).isEqualTo(outside);
        assertThat(ranged(RangePolicy.NULLABLE, "Nullable(Date32)", forEver)).isEqualTo("01");
        assertThat(ranged(RangePolicy.NULLABLE, "Date32", forEver)).isEqualTo(outside);
        assertThat(ranged(RangePolicy.CLAMP, "Date32", never)).isEqualTo(hex(LocalDate.of(1900, 1, 1)));
        assertThat(ranged(RangePolicy.CLAMP, "Date32", forEver)).isEqualTo(hex(LocalDate.of(2299, 12, 31)));
        assertThat(ranged(RangePolicy.CLAMP, "Nullable(Date32)", forEver))
                .isEqualTo("00" + hex(LocalDate.of(2299, 12, 31)));
        assertThat(ranged(RangePolicy.CLAMP, "Nullable(Date32)", zero)).isEqualTo("01");
        assertThat(ranged(RangePolicy.CLAMP, "Date32", zero)).contains("0000-00-00 is no date");
        assertThat(ranged(RangePolicy.CLAMP, "Date32", sink -> sink.date(2299, 12, 31)))
                .isEqualTo(hex(LocalDate.of(2299, 12, 31)));
        assertThat(ranged(RangePolicy.AUTO, "String", forEver)).isEqualTo(hex("9999-12-31"));
        assertThat(ranged(RangePolicy.CLAMP, "String", never)).isEqualTo(hex("0001-01-01"));
        assertThat(ranged(RangePolicy.NULLABLE, "Nullable(String)", zero)).isEqualTo("00" + hex("0000-00-00"));
    }

    @Test
    void zeroDatesOfATextAreTheirTextUnlessConfigured() throws Exception {
        TypedValue zero = sink -> sink.date(0, 0, 0);

        assertThat(date(null, RangePolicy.AUTO, "String", zero)).isEqualTo(hex("0000-00-00"));
        assertThat(date("nullable", RangePolicy.AUTO, "Nullable(String)", zero)).isEqualTo("01");
        assertThat(date("1970-01-01", RangePolicy.AUTO, "String", zero)).isEqualTo(hex("1970-01-01"));
        assertThat(date("refuse", RangePolicy.AUTO, "String", zero)).contains("which zero-dates refuses");
    }

    private static String ranged(RangePolicy policy, String type, TypedValue value) {
        return date(null, policy, type, value);
    }

    private static String hex(LocalDate date) {
        RowBinaryWriter out = new RowBinaryWriter(8);
        out.writeInt((int) date.toEpochDay());
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static String hex(String text) {
        RowBinaryWriter out = new RowBinaryWriter(16);
        out.writeString(text);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static String date(@Nullable String policy, boolean nullable, TypedValue value) {
        return date(policy, RangePolicy.AUTO, nullable ? "Nullable(Date32)" : "Date32", value);
    }

    /** RowBinary of the one column, or why there is none. */
    private static String date(@Nullable String policy, RangePolicy range, String type, TypedValue value) {
        Overrides overrides = overrides(policy == null ? Map.of() : Map.of("born", policy), List.of())
                .withUsualRangePolicy(range);
        RoutePlan route = new RoutePlan(
                "shop",
                new TableSchema(new TableId("d", "people"), COLUMNS, List.of("id"), List.of()),
                TARGET,
                overrides,
                0);
        RowBinaryWriter out = new RowBinaryWriter(8);
        TargetColumn target = new TargetColumn("born", type);
        try {
            ColumnEncoder.of(target, route, out).encode(born(value));
            return HexFormat.of().formatHex(out.toByteArray());
        } catch (UnencodableValueException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void zeroTimestampsToo() throws Exception {
        RowBinaryWriter out = new RowBinaryWriter(8);
        Column column = new Column("at", MySqlType.parse("timestamp(3)"), false);
        RoutePlan route = new RoutePlan(
                "shop",
                new TableSchema(new TableId("d", "t"), List.of(column), List.of("at"), List.of()),
                TARGET,
                overrides(Map.of("at", "1970-01-01"), List.of()),
                0);
        ColumnEncoder encoder = ColumnEncoder.of(new TargetColumn("at", "DateTime64(3, 'UTC')"), route, out);

        encoder.encode((index, sink) -> sink.timestamp(0, 0));
        encoder.encode((index, sink) -> sink.timestamp(1, 5_000));

        RowBinaryWriter expected = new RowBinaryWriter(16);
        expected.writeLong(0);
        expected.writeLong(1_005);
        assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
    }
}
