package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Problem;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.config.TlsMode;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaUnionTest {

    private static final TableId TARGET = new TableId("analytics", "orders");

    private final Checklist checklist = new Checklist();

    @Test
    void keyLeadsAndOtherColumnsFollowInSourceOrder() {
        TargetSchema schema = union(List.of(), source("a", key("line", "id"), "note text", "line int!", "id bigint!"));

        assertThat(schema).isNotNull();
        assertThat(schema.columns())
                .containsExactly(
                        new TargetColumn("_source_database", "LowCardinality(String)"),
                        new TargetColumn("line", "Int32"),
                        new TargetColumn("id", "Int64"),
                        new TargetColumn("note", "Nullable(String)"));
        assertThat(schema.keyColumns()).isEqualTo(3);
    }

    @Test
    void columnThatOneDatabaseLacksIsNullable() {
        TargetSchema schema = union(
                List.of(),
                source("a", key("id"), "id int!", "x int!"),
                source("b", key("id"), "id int!", "y int!", "x int!"));

        assertThat(schema).isNotNull();
        assertThat(schema.columns())
                .extracting(TargetColumn::name, TargetColumn::type)
                .extracting(Object::toString)
                .contains("(\"x\", \"Int32\")", "(\"y\", \"Nullable(Int32)\")");
    }

    @Test
    void columnThatOneDatabaseHasNullableIsNullable() {
        TargetSchema schema = union(
                List.of(), source("a", key("id"), "id int!", "x int!"), source("b", key("id"), "id int!", "x int"));

        assertThat(schema).isNotNull();
        assertThat(schema.columns()).contains(new TargetColumn("x", "Nullable(Int32)"));
    }

    @Test
    void widerTypeOfOneFamilyHoldsBoth() {
        TargetSchema schema = union(
                List.of(), source("a", key("id"), "id int!", "x int!"), source("b", key("id"), "id int!", "x bigint!"));

        assertThat(schema).isNotNull();
        assertThat(schema.columns()).contains(new TargetColumn("x", "Int64"));
    }

    @Test
    void keysOfDifferentTypesAreRefused() {
        union(List.of(), source("a", key("id"), "id int!"), source("b", key("id"), "id varchar(20)!"));

        assertThat(problems()).singleElement().asString().contains("column id", "String", "Int32");
    }

    /** One database has come to its second version, the others have not. */
    @Test
    void keysOfWholeNumbersGetTheWidestOfThem() {
        TargetSchema schema = union(
                List.of(),
                source("a", key("id"), "id int!"),
                source("b", key("id"), "id bigint!"),
                source("c", key("id"), "id int unsigned!"));

        assertThat(problems()).isEmpty();
        assertThat(schema.columns().get(1).type()).isEqualTo("Int64");
    }

    @Test
    void differentTypesAreRefusedWithBothDatabases() {
        union(List.of(), source("a", key("id"), "id int!", "x int!"), source("b", key("id"), "id int!", "x text!"));

        assertThat(problems())
                .containsExactly("connection 'b', table b.orders, column x: its type text becomes String, but in"
                        + " connection 'a' it is int and becomes Int32; give it the same type in both databases");
    }

    @Test
    void unsupportedTypesAndReservedNamesAreAllNamed() {
        union(
                List.of(),
                source(
                        "a",
                        key("id"),
                        "id int!",
                        "place vector(3)",
                        "_version int!",
                        "_Deleted_at int!",
                        "a`b int",
                        "a\\b int"));

        assertThat(problems())
                .satisfiesExactly(
                        place -> assertThat(place)
                                .startsWith("connection 'a', table a.orders, column place: MySQL type"),
                        version -> assertThat(version)
                                .contains("column _version: ")
                                .contains("rename the column"),
                        deleted -> assertThat(deleted).contains("column _Deleted_at: "),
                        backtick -> assertThat(backtick).contains("column a`b: names with a backtick"),
                        backslash -> assertThat(backslash).contains("column a\\b: names with a backtick"));
    }

    @Test
    void columnsThatDifferInCaseOnlyAreRefused() {
        union(List.of(), source("a", key("id"), "id int!"), source("b", key("ID"), "ID int!"));

        assertThat(problems()).anyMatch(problem -> problem.contains("spelt 'id' in connection 'a'"));
    }

    @Test
    void firstUniqueKeyStandsInForThePrimaryKey() {
        TargetSchema schema = union(
                List.of(),
                source("a", List.of(List.of(), List.of("code"), List.of("name")), "name text!", "code int!"));

        assertThat(schema).isNotNull();
        assertThat(schema.keyColumnNames()).containsExactly("_source_database", "code");
    }

    @Test
    void tableWithoutKeyIsRefused() {
        union(List.of(), source("a", List.of(List.of()), "id int!"));

        assertThat(problems())
                .containsExactly("table orders, connection 'a': a.orders has neither a primary key nor a unique key"
                        + " without nullable columns, so its rows cannot be told apart; add a primary key, or set"
                        + " active: false");
    }

    @Test
    void whatIsWrongInManyDatabasesIsToldOnce() {
        union(
                List.of("nr"),
                source("a", key("id"), "id int!", "place vector(3)"),
                source("b", key("id"), "id int!", "place vector(3)"),
                source("c", key("id"), "id int!", "place vector(3)", "more int"));

        assertThat(problems())
                .satisfiesExactly(
                        key -> assertThat(key)
                                .isEqualTo(
                                        "table orders, connections [a, b]: merge-key column 'nr' is not in orders; its"
                                                + " columns are id, place"),
                        other -> assertThat(other)
                                .startsWith(
                                        "table orders, connection 'c': merge-key column 'nr' is not in" + " c.orders"),
                        place -> assertThat(place)
                                .startsWith("connections [a, b, c], table orders, column place: MySQL type"));
    }

    @Test
    void keysThatDifferBetweenDatabasesAreRefused() {
        union(List.of(), source("a", key("id"), "id int!", "x int!"), source("b", key("id", "x"), "id int!", "x int!"));

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("table orders, connection 'b': its key [id, x] differs from [id] in connection 'a'");
    }

    @Test
    void keysOfTheSameColumnsInAnotherOrderAreOneKey() {
        TargetSchema schema = union(
                List.of(),
                source("a", key("id", "x"), "id int!", "x int!"),
                source("b", key("x", "id"), "id int!", "x int!"));

        assertThat(problems()).isEmpty();
        assertThat(schema).isNotNull();
        assertThat(schema.keyColumnNames()).containsExactly("_source_database", "id", "x");
    }

    @Test
    void configuredKeyMayHoldMoreThanThePrimaryKey() {
        TargetSchema schema = union(List.of("tenant", "id"), source("a", key("id"), "id int!", "tenant int!"));

        assertThat(schema).isNotNull();
        assertThat(schema.keyColumnNames()).containsExactly("_source_database", "tenant", "id");
    }

    @Test
    void configuredKeyThatIsNotUniqueIsRefused() {
        union(List.of("tenant"), source("a", key("id"), "id int!", "tenant int!"));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("merge-key [tenant] is not unique in a.orders, so rows would be lost")
                .endsWith("[[id]]");
    }

    @Test
    void configuredKeyWithMissingOrNullableColumnsIsRefused() {
        union(List.of("nope", "tenant"), source("a", key("id"), "id int!", "tenant int"));

        assertThat(problems())
                .satisfiesExactly(
                        missing -> assertThat(missing).contains("column 'nope' is not in a.orders; its columns are"),
                        nullable -> assertThat(nullable).contains("column 'tenant' of a.orders is nullable"));
    }

    @Test
    void excludedColumnsAreLeftOutAndChosenTypesTaken() {
        TargetSchema schema = union(
                new TableConfig(
                        "orders",
                        "orders",
                        List.of(),
                        overrides(Set.of("secret"), Map.of("flag", "Bool", "n", "Int64")),
                        true),
                source("a", key("id"), "id int!", "secret vector(3)", "flag tinyint(1)", "n int!"),
                source("b", key("id"), "id int!", "flag tinyint(1)!", "n bigint!"));

        assertThat(problems()).isEmpty();
        assertThat(schema.columns().subList(1, 4))
                .containsExactly(
                        new TargetColumn("id", "Int32"),
                        new TargetColumn("flag", "Nullable(Bool)"),
                        new TargetColumn("n", "Int64"));
    }

    @Test
    void overridesThatCannotBeAreRefused() {
        union(
                new TableConfig(
                        "orders",
                        "orders",
                        List.of(),
                        overrides(Set.of("id", "nn"), Map.of("s", "Array(String)", "n", "String")),
                        true),
                source("a", key("id"), "id int!", "s set('x')", "n int"));

        assertThat(problems())
                .satisfiesExactly(
                        set -> assertThat(set).contains("column s: the column can be NULL, which Array(String) cannot"),
                        number -> assertThat(number).contains("column n: MySQL type int cannot be written as String"),
                        spelling -> assertThat(spelling)
                                .contains("column 'nn' of exclude-columns is in no database; did you mean 'n'?"),
                        key -> assertThat(key).contains("column 'id' cannot be excluded"));
    }

    @Test
    void renamedAndConstantColumnsTakeTheirPlace() {
        Overrides overrides = new Overrides(
                Set.of("country"),
                Map.of("site", "UInt16"),
                Map.of("id", "order_id", "nm", "name"),
                Map.of("country", "DE", "site", "7"),
                Map.of("day", "nullable"),
                List.of());
        TargetSchema schema = union(
                new TableConfig("orders", "orders", List.of(), overrides, true),
                source("a", key("id"), "nm int!", "country int!", "id int!", "day date!"),
                source("b", key("id"), "id int!", "nm int!", "day date!"));

        assertThat(problems()).isEmpty();
        assertThat(schema.keyColumns()).isEqualTo(2);
        assertThat(schema.columns().subList(1, 6))
                .containsExactly(
                        new TargetColumn("order_id", "Int32"),
                        new TargetColumn("name", "Int32"),
                        new TargetColumn("day", "Nullable(Date32)"),
                        new TargetColumn("country", "LowCardinality(String)"),
                        new TargetColumn("site", "UInt16"));
    }

    @Test
    void namesThatMeetAndConstantsThatAreNoneAreRefused() {
        Overrides overrides = new Overrides(
                Set.of(),
                Map.of("c", "UInt8", "d", "Date32"),
                Map.of("a", "B", "nope", "x"),
                Map.of("c", "256", "d", "2020-01-01", "n", "1"),
                Map.of("a", "refuse", "day", "1850-01-01", "born", "nullable"),
                List.of());
        union(
                new TableConfig("orders", "orders", List.of(), overrides, true),
                source(
                        "a",
                        List.of(List.of("id", "born")),
                        "id int!",
                        "a int",
                        "b int",
                        "n int",
                        "day date",
                        "born date!"));

        assertThat(problems())
                .anySatisfy(
                        problem -> assertThat(problem).contains("columns 'a' and 'b' would both be 'b' in the target"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("column 'nope' of rename-columns is in no database"))
                .anySatisfy(problem -> assertThat(problem).contains("constant 'c': 256 is outside UInt8, 0 to 255"))
                .anySatisfy(problem -> assertThat(problem).contains("constant 'd' cannot be Date32"))
                .anySatisfy(problem -> assertThat(problem).contains("constant 'n' is also a column of the source"))
                .anySatisfy(problem -> assertThat(problem).contains("column 'a' is int, which has no dates"))
                .anySatisfy(problem -> assertThat(problem).contains("column 'day' cannot have '1850-01-01' for them"))
                .anySatisfy(problem -> assertThat(problem).contains("column 'born' is part of the merge key"));
    }

    @Test
    void conditionsThatCannotBeDecidedAreRefused() {
        List<RowCondition> filter = List.of(
                new RowCondition("gone", Comparison.IS_NULL, List.of()),
                new RowCondition("place", Comparison.EQUALS, List.of("x")),
                new RowCondition("n", Comparison.ABOVE, List.of("0")));
        union(
                new TableConfig(
                        "orders",
                        "orders",
                        List.of(),
                        new Overrides(Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), filter),
                        true),
                source("a", key("id"), "id int!", "n int", "gone int", "place json"),
                source("b", key("id"), "id int!", "n int", "place json"));

        assertThat(problems())
                .satisfiesExactly(
                        json -> assertThat(json)
                                .contains("connections [a, b]")
                                .contains("a column of type json cannot be"),
                        gone -> assertThat(gone).contains("connection 'b'").contains("b.orders has no such column"));
    }

    private static Overrides overrides(Set<String> excluded, Map<String, String> types) {
        return new Overrides(excluded, types, Map.of(), Map.of(), Map.of(), List.of());
    }

    private @Nullable TargetSchema union(List<String> mergeKey, SourceDatabase... sources) {
        return union(new TableConfig("orders", "orders", mergeKey, Overrides.NONE, true), sources);
    }

    private @Nullable TargetSchema union(TableConfig table, SourceDatabase... sources) {
        return new SchemaUnion(table, TARGET, checklist).of(List.of(sources));
    }

    private List<String> problems() {
        return checklist.problems().stream().map(Problem::toString).toList();
    }

    private static List<List<String>> key(String... columns) {
        return List.of(List.of(columns));
    }

    /**
     * @param keys the primary key first, then unique keys
     * @param columns name and type, an exclamation mark for NOT NULL
     */
    private static SourceDatabase source(String name, List<List<String>> keys, String... columns) {
        MySqlEndpoint endpoint = new MySqlEndpoint("mysql", 3306, "u", new Secret("p"), TlsMode.PREFERRED);
        TableSchema schema = new TableSchema(
                new TableId(name, "orders"),
                Stream.of(columns).map(SchemaUnionTest::column).toList(),
                keys.get(0),
                keys.subList(1, keys.size()));
        return new SourceDatabase(new ConnectionConfig(name, endpoint, name, Map.of(), true), List.of(schema));
    }

    private static Column column(String definition) {
        String[] words = definition.replace("!", "").split(" ");
        return new Column(words[0], MySqlType.parse(words[1]), !definition.endsWith("!"));
    }
}
