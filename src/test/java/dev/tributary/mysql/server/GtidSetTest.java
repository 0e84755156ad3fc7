package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {

    private static final String A = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String B = "bbbbbbbb-0000-0000-0000-000000000002";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''",
                "A:1|A:1",
                "A:5-5|A:5",
                "A:1-3:4|A:1-4",
                "A:7:1-3:5|A:1-3:5:7",
                "A:2-9:1-20|A:1-20",
                "B:1,A:1|A:1,B:1",
                "A:1,A:2|A:1-2",
                " A : 1 - 3 |A:1-3",
                ",A:1,|A:1"
            })
    void textIsCanonical(String text, String canonical) {
        assertThat(set(text.replace(" - ", "-")).toString()).isEqualTo(named(canonical));
    }

    @Test
    void serversBreakLinesAndWriteUuidsInAnyCase() {
        assertThat(GtidSet.parse(A.toUpperCase() + ":1-5,\n" + B + ":7").toString())
                .isEqualTo(A + ":1-5," + B + ":7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A:",
                "A:0",
                "A:3-1",
                "A:-1",
                "A:x",
                "A:1-5:tag:1",
                "0-1-100",
                "A:1-99999999999999999999",
                "A:1:"
            })
    void whatIsNoSetIsRefused(String text) {
        assertThatThrownBy(() -> set(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named(text));
    }

    @ParameterizedTest
    @CsvSource({"A:1-5:tag:1,true", "A:1-5:_t:1,true", "'A:1-5,\nB:3',false", "'',false", "A: tag:1,true"})
    void tagsAreSeen(String text, boolean tagged) {
        assertThat(GtidSet.isTagged(named(text))).isEqualTo(tagged);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A:1-10|A:3-5|A:1-2:6-10",
                "A:1-10|A:1-10|''",
                "A:1-10|A:1-3:8-20|A:4-7",
                "A:1-10:20-30|A:5-25|A:1-4:26-30",
                "A:1-3|B:1-3|A:1-3",
                "A:1-3,B:2|A:2,B:2|A:1:3",
                "A:5|A:1-4:6-9|A:5",
                "A:1-2:4-5:7-8|A:2-4:8|A:1:5:7",
                "''|A:1|''"
            })
    void subtractionLeavesTheRest(String set, String without, String rest) {
        assertThat(set(set).subtract(set(without)).toString()).isEqualTo(named(rest));
    }

    @Test
    void setContainsWhatItHas() {
        assertThat(set("A:1-10,B:1").contains(set("A:2-3:10"))).isTrue();
        assertThat(set("A:1-10").contains(set("A:1-10,B:1"))).isFalse();
        assertThat(set("A:1-10").contains(set("A:10-11"))).isFalse();
        assertThat(set("A:1").contains(set(""))).isTrue();
        assertThat(set("").contains(set("A:1"))).isFalse();
    }

    @Test
    void transactionsAreAddedInAnyOrder() {
        GtidSet set = set("A:1-3");
        for (String gtid : new String[] {"A:4", "A:5", "B:9", "A:6", "A:8", "B:10", "A:7", "A:7", "A:1", "B:8"}) {
            set.add(named(gtid));
        }
        assertThat(set.toString()).isEqualTo(named("A:1-8,B:8-10"));
        assertThatThrownBy(() -> set.add("0-1-100")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> set.add(A)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> set.add(A + ":0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void copyIsOneOfItsOwn() {
        GtidSet set = set("A:1-3");
        GtidSet copy = set.copy();
        set.add(A + ":4");

        assertThat(copy.toString()).isEqualTo(A + ":1-3");
        assertThat(copy).isNotEqualTo(set).isEqualTo(set("A:1-3"));
        copy.add(A + ":9");
        assertThat(set.toString()).isEqualTo(A + ":1-4");
    }

    @Test
    void setIsWhatASetOfNumbersIs() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            BitSet ours = new BitSet();
            BitSet theirs = new BitSet();
            GtidSet left = numbers(random, ours);
            GtidSet right = numbers(random, theirs);

            BitSet rest = (BitSet) ours.clone();
            rest.andNot(theirs);
            assertThat(left.subtract(right).toString()).isEqualTo(text(rest));
            assertThat(left.contains(right)).isEqualTo(theirs.stream().allMatch(ours::get));
            BitSet both = (BitSet) ours.clone();
            both.or(theirs);
            GtidSet union = left.copy();
            union.addAll(right);
            assertThat(union.toString()).isEqualTo(text(both));
            assertThat(GtidSet.parse(union.toString())).isEqualTo(union);
            assertThat(left.toString()).isEqualTo(text(ours));
        }
    }

    private static GtidSet numbers(Random random, BitSet numbers) {
        GtidSet set = new GtidSet();
        for (int i = random.nextInt(40); i > 0; i--) {
            int number = 1 + random.nextInt(50);
            numbers.set(number);
            set.add(A + ":" + number);
        }
        return set;
    }

    private static String text(BitSet numbers) {
        StringBuilder text = new StringBuilder();
        for (int first = numbers.nextSetBit(0); first >= 0; ) {
            int last = numbers.nextClearBit(first) - 1;
            text.append(':').append(first).append(first == last ? "" : "-" + last);
            first = numbers.nextSetBit(last + 1);
        }
        return text.isEmpty() ? "" : A + text;
    }

    private static GtidSet set(String text) {
        return GtidSet.parse(named(text));
    }

    private static String named(String text) {
        return text.replace("A", A).replace("B", B);
    }
}
