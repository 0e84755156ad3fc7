package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTransactionsTest {

    private static final String A = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String B = "bbbbbbbb-0000-0000-0000-000000000002";

    @Test
    void nothingOwnedIsOver() {
        assertThat(new InFlightTransactions("", A + ":1-5", false).areOver(A + ":6#12", A + ":1-5"))
                .isTrue();
    }

    @Test
    void allThatWereOwnedMustBeGone() {
        InFlightTransactions inFlight = new InFlightTransactions(A + ":6#12:7#13,\n" + B + ":3#9", A + ":1-5", false);

        assertThat(inFlight.areOver(A + ":6#12:7#13," + B + ":3#9", A + ":1-5")).isFalse();
        assertThat(inFlight.areOver(A + ":7#13:8#14", A + ":1-6," + B + ":3")).isFalse();
        assertThat(inFlight.areOver(B + ":3#9", A + ":1-7")).isFalse();
        assertThat(inFlight.areOver(A + ":8#14:9#15", A + ":1-7," + B + ":3")).isTrue();
        assertThat(inFlight).hasToString(A + ":6-7," + B + ":3");
    }

    /** So MySQL 8.0 writes it; the numbers of sessions run into the uuids. */
    @Test
    void serversFollowEachOtherWithoutSeparator() {
        String digits = "12345678-0000-0000-0000-000000000003";
        String owned = A + ":6#12:9#99" + digits + ":3#9" + B + ":1#4294967295";

        assertThat(new InFlightTransactions(owned, "", false)).hasToString(digits + ":3," + A + ":6:9," + B + ":1");
    }

    @Test
    void commitOfOneThatBeganLaterTellsThatEarlierOnesAreCommitted() {
        String owned = B + ":900#9";
        InFlightTransactions ordered = new InFlightTransactions(owned, A + ":1-5," + B + ":1-899", true);
        InFlightTransactions unordered = new InFlightTransactions(owned, A + ":1-5," + B + ":1-899", false);

        assertThat(ordered.areOver(owned, A + ":1-5," + B + ":1-899")).isFalse();
        assertThat(ordered.areOver(owned, A + ":1-6," + B + ":1-899")).isTrue();
        assertThat(unordered.areOver(owned, A + ":1-6," + B + ":1-899")).isFalse();
    }

    /** One of those that were on their way tells nothing of the others: they may have been in one group. */
    @Test
    void commitOfOneThatWasOnItsWayTellsNothing() {
        InFlightTransactions ordered = new InFlightTransactions(A + ":6#1:7#2", A + ":1-5", true);

        assertThat(ordered.areOver(A + ":7#2", A + ":1-6")).isFalse();
    }
}
