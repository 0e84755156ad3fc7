package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.RoutePlan;
import dev.tributary.verify.Difference.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeJoinTest {

    static final ComparedTable TABLE = ComparedTable.of(new RoutePlan(
            "shop",
            new TableSchema(
                    new TableId("shop", "t"),
                    List.of(
                            new Column("id", MySqlType.parse("int"), false),
                            new Column("price", MySqlType.parse("decimal(9,2)"), true)),
                    List.of("id"),
                    List.of()),
            new TargetSchema(
                    new TableId("dw", "t"),
                    List.of(
                            new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"),
                            new TargetColumn("id", "Int32"),
                            new TargetColumn("price", "Nullable(Decimal(9, 2))"),
                            new TargetColumn("elsewhere", "Nullable(String)")),
                    2)));

    @Test
    void equalStreamsHaveNoDifferences() throws SQLException {
        assertThat(join(List.of(row("-1", "1.50"), row("2", null)), List.of(row("-1", "1.5"), row("2", null))))
                .isEmpty();
    }

    @Test
    void emptyStreamsHaveNoDifferences() throws SQLException {
        assertThat(join(List.of(), List.of())).isEmpty();
    }

    @Test
    void rowsAreMissingAtStartMiddleAndEnd() throws SQLException {
        assertThat(join(
                        List.of(row("1", "1"), row("2", "1"), row("3", "1"), row("10", "1"), row("11", "1")),
                        List.of(row("2", "1"), row("10", "1"))))
                .containsExactly(of(Kind.MISSING, "1"), of(Kind.MISSING, "3"), of(Kind.MISSING, "11"));
    }

    @Test
    void rowsAreExtraAtStartMiddleAndEnd() throws SQLException {
        assertThat(join(
                        List.of(row("2", "1"), row("10", "1")),
                        List.of(row("1", "1"), row("2", "1"), row("3", "1"), row("10", "1"), row("11", "1"))))
                .containsExactly(of(Kind.EXTRA, "1"), of(Kind.EXTRA, "3"), of(Kind.EXTRA, "11"));
    }

    @Test
    void threefoldRowIsOneDuplicate() throws SQLException {
        assertThat(join(
                        List.of(row("1", "1"), row("2", "1")),
                        List.of(row("1", "1"), row("1", "1"), row("1", "2"), row("2", "1"))))
                .containsExactly(of(Kind.DUPLICATE, "1"));
    }

    @Test
    void extraRowThatIsThereTwiceIsBoth() throws SQLException {
        assertThat(join(List.of(), List.of(row("1", "1"), row("1", "1"))))
                .containsExactly(of(Kind.EXTRA, "1"), of(Kind.DUPLICATE, "1"));
    }

    @Test
    void columnThatTheSourceLacksMustBeNull() throws SQLException {
        assertThat(join(List.of(row("1", "1")), List.of(Arrays.asList("1", "1", "stale"))))
                .containsExactly(new Difference(
                        Kind.DIFFERENT, List.of("1"), List.of(new Difference.Value("elsewhere", null, "stale"))));
    }

    @Test
    void longValuesAreShortened() throws SQLException {
        List<Difference> differences = join(List.of(row("1", "1")), List.of(Arrays.asList("1", "1", "x".repeat(5000))));

        assertThat(differences.get(0).values().get(0).toString())
                .startsWith("elsewhere: source NULL, target 'xxx")
                .endsWith("… (5000 characters)'");
    }

    private static List<Difference> join(List<List<String>> source, List<List<String>> target) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        Iterator<List<String>> rows = source.iterator();
        MergeJoin join = new MergeJoin(TABLE, () -> rows.hasNext() ? rows.next() : null, differences::add);
        for (List<String> row : target) {
            join.accept(row);
        }
        join.finish();
        assertThat(join.sourceRows()).isEqualTo(source.size());
        return differences;
    }

    private static List<String> row(String id, String price) {
        return Arrays.asList(id, price, null);
    }

    private static Difference of(Kind kind, String id) {
        return new Difference(kind, List.of(id), List.of());
    }
}
