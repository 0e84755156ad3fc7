package dev.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.model.ForeignKey.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignKeyTest {

    private static final ForeignKey LINE = key("line", "order", Action.CASCADE, Action.RESTRICT);
    private static final ForeignKey ORDER = key("order", "customer", Action.NO_ACTION, Action.SET_NULL);
    private static final ForeignKey CUSTOMER = key("customer", "line", Action.CASCADE, Action.CASCADE);
    private static final ForeignKey RESTRICTED = key("line", "article", Action.RESTRICT, Action.NO_ACTION);
    private static final ForeignKey ARTICLE = key("article", "maker", Action.CASCADE, Action.RESTRICT);

    @Test
    void keysReachATableThroughItsParentsEachOnce() {
        List<ForeignKey> all = List.of(CUSTOMER, ORDER, LINE, RESTRICTED, ARTICLE);

        assertThat(ForeignKey.reaching(id("line"), all)).containsExactly(LINE, ORDER, CUSTOMER);
        assertThat(ForeignKey.reaching(id("article"), all)).containsExactly(ARTICLE);
        assertThat(ForeignKey.reaching(id("maker"), all)).isEmpty();
    }

    @Test
    void actionsAreReadAsMySqlWritesThem() {
        assertThat(Action.parse("SET NULL")).isEqualTo(Action.SET_NULL);
        assertThat(Action.parse("no  action")).isEqualTo(Action.NO_ACTION);
        assertThat(RESTRICTED.changesRows()).isFalse();
        assertThat(ORDER.changesRows()).isTrue();
    }

    @Test
    void aKeyIsWrittenWithTheDatabaseOfAParentElsewhere() {
        assertThat(LINE).hasToString("fk_line (p) REFERENCES order (id) ON DELETE CASCADE ON UPDATE RESTRICT");
        assertThat(new ForeignKey(
                        "fk",
                        id("line"),
                        List.of("a", "b"),
                        new TableId("other", "t"),
                        List.of("x", "y"),
                        Action.SET_NULL,
                        Action.CASCADE))
                .hasToString("fk (a, b) REFERENCES other.t (x, y) ON DELETE SET NULL ON UPDATE CASCADE");
    }

    @Test
    void columnsOfBothSidesAreAsMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForeignKey(
                        "fk", id("a"), List.of("x"), id("b"), List.of(), Action.CASCADE, Action.CASCADE));
    }

    private static ForeignKey key(String child, String parent, Action onDelete, Action onUpdate) {
        return new ForeignKey("fk_" + child, id(child), List.of("p"), id(parent), List.of("id"), onDelete, onUpdate);
    }

    private static TableId id(String table) {
        return new TableId("shop", table);
    }
}
