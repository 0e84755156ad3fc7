package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.verify.EqualRanges.Equal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyStateTest {

    private static final ComparedTable TABLE = MergeJoinTest.TABLE;
    private static final Equal FIRST = new Equal(new KeyRange(null, List.of("9")), 5);
    private static final Equal LATER = new Equal(new KeyRange(List.of("10"), List.of("200")), 7);
    private static final Equal LAST = new Equal(new KeyRange(List.of("200"), null), 1);

    @TempDir
    private Path folder;

    @Test
    void rangesAreFoundByALaterRunOfTheSameIdentityAlone() throws IOException {
        remember(FIRST, LATER, LAST);

        try (VerifyState state = VerifyState.open(file())) {
            EqualRanges ranges = state.of(TABLE, "shop");
            assertThat(ranges.beginningAt(null)).isEqualTo(FIRST);
            assertThat(ranges.beginningAt(List.of("9"))).isNull();
            assertThat(ranges.firstAbove(List.of("9"))).containsExactly("10");
            assertThat(ranges.beginningAt(List.of("10"))).isEqualTo(LATER);
            assertThat(ranges.beginningAt(List.of("200"))).isEqualTo(LAST);
            assertThat(ranges.firstAbove(List.of("200"))).isNull();
            assertThat(state.of(TABLE, "shop, read otherwise").beginningAt(null))
                    .isNull();
        }
    }

    @Test
    void aLineThatWasBrokenOffIsForgotten() throws IOException {
        remember(FIRST);
        Files.writeString(file(), "0123", StandardOpenOption.APPEND);
        remember(LATER);

        try (VerifyState state = VerifyState.open(file())) {
            EqualRanges ranges = state.of(TABLE, "shop");
            assertThat(ranges.beginningAt(null)).isEqualTo(FIRST);
            assertThat(ranges.beginningAt(List.of("10"))).isEqualTo(LATER);
        }
    }

    @Test
    void anotherKindOfFileIsLeftAlone() throws IOException {
        Files.writeString(file(), "job: {name: shop}\n");

        assertThatThrownBy(() -> VerifyState.open(file())).hasMessageContaining("is no state of verify");
        assertThat(file()).hasContent("job: {name: shop}");
    }

    private void remember(Equal... equal) throws IOException {
        try (VerifyState state = VerifyState.open(file())) {
            EqualRanges ranges = state.of(TABLE, "shop");
            for (Equal each : equal) {
                ranges.remember(each);
            }
        }
    }

    private Path file() {
        return folder.resolve("state");
    }
}
