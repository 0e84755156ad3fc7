package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeChecksumTest {

    @Test
    void equalCountsAndDigestsProveThatRowsAreEqual() {
        assertThat(new RangeChecksum(2, 2, "1", "2").proves(new RangeChecksum(2, 2, "1", "2")))
                .isTrue();
    }

    @Test
    void anyDifferenceProvesNothing() {
        RangeChecksum checksum = new RangeChecksum(2, 2, "1", "2");

        assertThat(checksum.proves(new RangeChecksum(3, 3, "1", "2"))).isFalse();
        assertThat(checksum.proves(new RangeChecksum(2, 2, "3", "2"))).isFalse();
        assertThat(checksum.proves(new RangeChecksum(2, 2, "1", "3"))).isFalse();
    }

    @Test
    void rowsWithoutADigestProveNothing() {
        RangeChecksum tooLong = new RangeChecksum(1, 0, "0", "0");

        assertThat(tooLong.proves(new RangeChecksum(0, 0, "0", "0"))).isFalse();
        assertThat(tooLong.proves(tooLong)).isFalse();
    }
}
