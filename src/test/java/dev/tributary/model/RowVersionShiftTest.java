package dev.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By how much the versions of a binlog are raised that goes on where others ended. */
class RowVersionShiftTest {

    private static final long END = RowVersion.version(3, 500, 0);

    @Test
    void binlogThatIsAheadIsNotRaised() {
        assertThat(RowVersion.shift(END, RowVersion.version(2, 900, 0))).isZero();
        assertThat(RowVersion.shift(END, END)).isZero();
        assertThat(RowVersion.shift(END, 0)).isZero();
    }

    @Test
    void endIsRaisedToTheFileAndAboveThePosition() {
        assertThat(RowVersion.shift(END, RowVersion.version(9, 400, 0))).isEqualTo(6);
        assertThat(RowVersion.shift(END, RowVersion.version(9, 600, 0))).isEqualTo(7);
        assertThat(RowVersion.shifted(END, 6)).isEqualTo(RowVersion.version(9, 500, 0));
    }

    /** Otherwise rows that are replayed would stand above the changes that follow them. */
    @Test
    void shiftIsNeverAboveTheOneThatRowsWereMergedBy() {
        long shift = 7;
        for (int file = 1; file <= 3; file++) {
            for (int position : new int[] {4, 499, 500, 501}) {
                boolean isThere = file < 3 || position <= 500;
                long merged = RowVersion.version(file + shift, position, 0);
                assertThat(!isThere || RowVersion.shift(END, merged) <= shift)
                        .as("file %d, position %d", file, position)
                        .isTrue();
            }
        }
    }
}
