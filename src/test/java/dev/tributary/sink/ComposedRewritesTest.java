package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.sink.ComposedRewrites.Branch;
import dev.tributary.sink.ComposedRewrites.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComposedRewritesTest {

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
            ComposedRewrites composed = new ComposedRewrites(rewrites);
            for (String database : DATABASES) {
                long seen = 98 + random.nextInt(15);
                Map<String, String> row = new HashMap<>();
                COLUMNS.forEach(column -> row.put(column, random.nextBoolean() ? null : "old " + column));
                Map<String, String> expected = new HashMap<>(row);
                rewrites.stream()
                        .filter(rewrite -> rewrite.sourceDatabase().equals(database) && rewrite.version() > seen)
                        .forEach(rewrite -> apply(rewrite, expected));

                Map<String, String> actual = new HashMap<>();
                COLUMNS.forEach(column -> actual.put(column, value(composed, database, seen, column, row)));
                assertThat(actual).as("behind %d by %s", seen, rewrites).isEqualTo(expected);
            }
        }
    }

    private static @Nullable String value(
            ComposedRewrites composed, String database, long seen, String column, Map<String, String> row) {
        Value value = composed.of(column).stream()
                .filter(branch -> branch.sourceDatabase().equals(database) && seen < branch.version())
                .findFirst()
                .map(Branch::value)
                .orElse(Value.unchanged(column));
        String found = value.from().isEmpty() ? null : row.get(value.from());
        return found == null && value.constant() != null ? value.constant().value() : found;
    }

    @Test
    void rowsThatEndAlikeAreInOneBranch() {
        List<TableRewrite> rewrites = new ArrayList<>();
        for (int version = 1; version <= 1_000; version++) {
            rewrites.add(new TableRewrite(
                    TARGET, "de", version, false, List.of(ColumnRewrite.set("a", "set " + version, "Int32"))));
        }
        rewrites.add(new TableRewrite(TARGET, "de", 2_000, true, List.of()));

        assertThat(new ComposedRewrites(rewrites).of("a"))
                .containsExactly(new Branch("de", 1_000, new Value("", ColumnRewrite.set("a", "set 1000", "Int32"))));
        assertThat(new ComposedRewrites(List.of()).isEmpty()).isTrue();
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

    private static void apply(TableRewrite rewrite, Map<String, String> row) {
        Map<String, String> before = new HashMap<>(row);
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
