package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RewriteStepsTest {

    private static final TableId TARGET = new TableId("shop", "t");
    private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e");
    private static final List<String> DATABASES = List.of("de", "at", "us");

    private final Random random = new Random(7);

    @Test
    void rowsAreThoseOfOneRewriteAfterTheOther() {
        for (int round = 0; round < 2_000; round++) {
            List<TableRewrite> rewrites = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> rewrite(100 + i))
                    .toList();
            List<List<TableRewrite>> steps = RewriteSteps.of(rewrites);

            assertThat(steps.stream().mapToInt(List::size).sum()).isEqualTo(rewrites.size());
            for (String database : DATABASES) {
                Map<String, String> row = new HashMap<>();
                COLUMNS.forEach(column -> row.put(column, random.nextBoolean() ? null : "old " + column));
                Map<String, String> expected = new HashMap<>(row);
                rewrites.forEach(rewrite -> apply(database, List.of(rewrite), expected));
                steps.forEach(step -> apply(database, step, row));

                assertThat(row).as("of %s by %s", rewrites, steps).isEqualTo(expected);
            }
        }
    }

    @Test
    void databasesDoNotWaitForOneAnotherNorColumns() {
        List<TableRewrite> rewrites = new ArrayList<>();
        for (String database : DATABASES) {
            for (String column : COLUMNS) {
                rewrites.add(new TableRewrite(TARGET, database, 5, false, List.of(ColumnRewrite.setNull(column))));
            }
        }
        rewrites.add(new TableRewrite(TARGET, "de", 6, true, List.of()));

        assertThat(RewriteSteps.of(rewrites)).containsExactly(rewrites.subList(0, 15));
        assertThat(RewriteSteps.of(List.of())).isEmpty();
    }

    private TableRewrite rewrite(long version) {
        List<ColumnRewrite> columns = new ArrayList<>();
        List<String> left = new ArrayList<>(COLUMNS);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String column = left.remove(random.nextInt(left.size()));
            columns.add(
                    switch (random.nextInt(4)) {
                        case 0 -> ColumnRewrite.move(COLUMNS.get(random.nextInt(COLUMNS.size())), column);
                        case 1 -> ColumnRewrite.set(column, "set " + version, "Int32");
                        case 2 -> ColumnRewrite.setNull(column);
                        default -> ColumnRewrite.replaceNull(column, "instead " + version, "Int32");
                    });
        }
        return new TableRewrite(TARGET, DATABASES.get(random.nextInt(DATABASES.size())), version, false, columns);
    }

    /** All rewrites of the step see the row as it was before it. */
    private static void apply(String database, List<TableRewrite> step, Map<String, String> row) {
        Map<String, String> before = new HashMap<>(row);
        for (TableRewrite rewrite : step) {
            if (rewrite.sourceDatabase().equals(database)) {
                for (ColumnRewrite column : rewrite.columns()) {
                    row.put(
                            column.column(),
                            switch (column.kind()) {
                                case MOVE -> before.get(column.value());
                                case SET -> column.value();
                                case SET_NULL -> null;
                                case REPLACE_NULL ->
                                    before.get(column.column()) == null ? column.value() : before.get(column.column());
                            });
                }
            }
        }
    }
}
