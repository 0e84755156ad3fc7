package dev.tributary.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharacterSetRulesTest {

    /** Of others it is not shown that a character that is missing fails, or that none is taken for another. */
    @Test
    void onlyKnownPairsNarrow() {
        assertThat(CharacterSetRules.narrows("utf8", "utf8mb4")).isTrue();
        assertThat(CharacterSetRules.narrows("ascii", "latin1")).isTrue();
        assertThat(CharacterSetRules.narrows("latin1", "sjis")).isFalse();
        assertThat(CharacterSetRules.narrows("utf8mb4", "latin1")).isFalse();
        assertThat(CharacterSetRules.narrows("latin1", "latin1")).isFalse();
        assertThat(CharacterSetRules.narrows("sjis", "utf8mb4")).isFalse();
    }
}
