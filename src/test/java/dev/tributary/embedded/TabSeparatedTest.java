package dev.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TabSeparatedTest {
    @Test
    void escapesAndNullsAreRead() {
        assertThat(TabSeparated.rows("a\\tb\t\\N\n\\\\N\tline\\nbreak\n"))
                .containsExactly(List.of("a\tb", TabSeparated.NULL), List.of("\\N", "line\nbreak"));
    }

    @Test
    void rowOfOneEmptyStringIsARow() {
        assertThat(TabSeparated.rows("\n")).containsExactly(List.of(""));
        assertThat(TabSeparated.rows("")).isEmpty();
    }
}
