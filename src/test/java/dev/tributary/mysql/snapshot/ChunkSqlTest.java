package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkSqlTest {

    private static final TableId TABLE = new TableId("shop", "or`ders");
    private static final KeyPart A = part("a", "int");
    private static final KeyPart B = part("b", "bigint unsigned");
    private static final KeyPart C = new KeyPart("c", KeyPart.Form.TEXT, "latin1", 0);
    private static final KeyPart E = part("e", "enum('x','y','z')");
    private static final List<Column> COLUMNS = List.of(column("a", "int"), column("f", "float"));

    @Test
    void firstBoundIsTheNthRow() {
        assertThat(ChunkSql.bound(TABLE, new ChunkKey("PRIMARY", List.of(A, C)), null, 100))
                .isEqualTo("SELECT `a`, HEX(`c`) FROM `shop`.`or``ders` FORCE INDEX (`PRIMARY`) ORDER BY `a`, `c`"
                        + " LIMIT 1 OFFSET 99");
    }

    @Test
    void furtherBoundsLieBehindTheLastAlongTheWholeKey() {
        assertThat(ChunkSql.bound(TABLE, new ChunkKey("u`k", List.of(A, B, C)), bound("-1", "2", "_latin1 X'E9'"), 1))
                .isEqualTo("SELECT `a`, `b`, HEX(`c`) FROM `shop`.`or``ders` FORCE INDEX (`u``k`) WHERE `a` > -1 OR"
                        + " (`a` = -1 AND (`b` > 2 OR (`b` = 2 AND (`c` > _latin1 X'E9')))) ORDER BY `a`, `b`, `c`"
                        + " LIMIT 1 OFFSET 0");
    }

    @Test
    void wholeTableIsReadWithoutCondition() {
        assertThat(ChunkSql.rows(Chunk.whole(TABLE), COLUMNS))
                .isEqualTo("SELECT `a`, `f` * 1E0 FROM `shop`.`or``ders`");
    }

    @Test
    void chunksHoldWhatComesAfterTheirFirstBoundAndUpToTheirSecond() {
        ChunkKey key = new ChunkKey("PRIMARY", List.of(A, B));

        assertThat(where(new Chunk(TABLE, 0, key, null, bound("1", "2"))))
                .isEqualTo("`a` < 1 OR (`a` = 1 AND (`b` < 2 OR `b` = 2))");
        assertThat(where(new Chunk(TABLE, 1, key, bound("1", "2"), bound("3", "4"))))
                .isEqualTo("(`a` > 1 OR (`a` = 1 AND (`b` > 2))) AND (`a` < 3 OR (`a` = 3 AND (`b` < 4 OR `b` = 4)))");
        assertThat(where(new Chunk(TABLE, 2, key, bound("3", "4"), null)))
                .isEqualTo("`a` > 3 OR (`a` = 3 AND (`b` > 4))");
    }

    @Test
    void whatBothBoundsBeginWithIsSaidOnce() {
        ChunkKey key = new ChunkKey("PRIMARY", List.of(A, B));

        assertThat(where(new Chunk(TABLE, 1, key, bound("1", "2"), bound("1", "9"))))
                .isEqualTo("`a` = 1 AND (`b` > 2) AND (`b` < 9 OR `b` = 9)");
    }

    @Test
    void enumeratedValuesAreListed() {
        ChunkKey key = new ChunkKey("PRIMARY", List.of(E, A));

        assertThat(where(new Chunk(TABLE, 1, key, bound("1", "5"), bound("2", "6"))))
                .isEqualTo(
                        "(`e` IN (2, 3) OR (`e` = 1 AND (`a` > 5))) AND (`e` IN (0, 1) OR (`e` = 2 AND (`a` < 6 OR `a` = 6)))");
        assertThat(where(new Chunk(TABLE, 1, key, bound("3", "5"), null))).isEqualTo("(`e` = 3 AND (`a` > 5))");
        assertThat(where(new Chunk(TABLE, 1, key, null, bound("0", "5"))))
                .isEqualTo("(`e` = 0 AND (`a` < 5 OR `a` = 5))");
        ChunkKey alone = new ChunkKey("PRIMARY", List.of(E));
        assertThat(where(new Chunk(TABLE, 1, alone, bound("3"), null))).isEqualTo("FALSE");
    }

    @Test
    void valuesThatMySqlPrintsRoundedAreAskedForInFull() {
        List<Column> columns = List.of(
                column("f", "float"),
                column("g", "float(7,4) unsigned"),
                column("d", "double"),
                column("e", "double(9,2)"),
                column("n", "decimal(9,2)"));

        assertThat(ChunkSql.rows(Chunk.whole(TABLE), columns))
                .startsWith("SELECT `f` * 1E0, `g` * 1E0, `d`, `e` * 1E0, `n` FROM ");
    }

    @Test
    void boundsThatDoNotFitTheKeyAreRefused() {
        ChunkKey key = new ChunkKey("PRIMARY", List.of(A, C));

        assertThatThrownBy(() -> new Chunk(TABLE, 0, key, bound("1"), null)).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> new Chunk(TABLE, 0, key, bound("1 OR 1", "_latin1 X''"), null))
                .hasMessageContaining("not a literal of the key column 'a'");
        assertThatThrownBy(() -> new Chunk(TABLE, 0, key, null, bound("1", "'x' OR 'y'")))
                .hasMessageContaining("not a literal of the key column 'c'");
        assertThatThrownBy(() -> new Chunk(TABLE, 0, key, bound("1", "_latin1 X''"), bound("1", "_latin1 X''")))
                .hasMessageContaining("ends where it begins");
        assertThatThrownBy(() -> new Chunk(TABLE, 0, ChunkKey.none(), bound("1"), null))
                .hasMessageContaining("does not fit");
    }

    private static String where(Chunk chunk) {
        String sql = ChunkSql.rows(chunk, COLUMNS);
        return sql.substring(sql.indexOf(" WHERE ") + " WHERE ".length());
    }

    private static KeyBound bound(String... literals) {
        return new KeyBound(List.of(literals));
    }

    private static KeyPart part(String name, String type) {
        return KeyPart.of(name, MySqlType.parse(type), null, null).orElseThrow();
    }

    private static Column column(String name, String type) {
        return new Column(name, MySqlType.parse(type), false);
    }
}
