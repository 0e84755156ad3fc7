package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EarlierRewriteTest {

    private static TableRewrite rewrite(String database, long version) {
        return new TableRewrite(
                new TableId("shop", "t"), database, version, false, List.of(ColumnRewrite.setNull("c" + version)));
    }

    /** Else hundreds of databases, or of statements, would be hundreds of changes of one table. */
    @Test
    void statementsAreCarriedOutInFewGroupsInTheirOrder() {
        List<TableRewrite> rewrites = new ArrayList<>();
        for (int version = 1; version <= 300; version++) {
            rewrites.add(rewrite("tenant" + version % 40, version));
        }
        for (int version = 1001; version <= 2000; version++) {
            rewrites.add(rewrite("busy", version));
        }

        List<List<TableRewrite>> groups = EarlierRewrite.together(rewrites);

        assertThat(groups).hasSizeBetween(3, 5);
        List<TableRewrite> all = groups.stream().flatMap(List::stream).toList();
        assertThat(all).containsExactlyInAnyOrderElementsOf(rewrites);
        all.stream()
                .collect(Collectors.groupingBy(TableRewrite::sourceDatabase))
                .forEach((database, ofDatabase) ->
                        assertThat(ofDatabase).extracting(TableRewrite::version).isSorted());
        assertThat(EarlierRewrite.together(List.of())).isEmpty();
    }
}
