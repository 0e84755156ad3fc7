package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.SourceMessage.FollowTables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who reads when, and that nobody goes back for others. */
class BinlogReadingTest {

    private static final TableId T = new TableId("d", "t");
    private static final TableId U = new TableId("d", "u");
    private static final ServerIdentity SERVER = new ServerIdentity("uuid", 0);
    private static final String FILE = "binlog.000007";

    private static FollowedTable table(TableId id, long start, int resyncs) {
        return new FollowedTable(
                SnapshotProgressTest.snapshot(id, start).structure(),
                resyncs,
                version(start),
                version(start + 50),
                Set.of(),
                false);
    }

    private static long version(long offset) {
        return RowVersion.version(FILE, offset, 0);
    }

    private static BinlogPosition at(long offset) {
        return new BinlogPosition(FILE, offset, "");
    }

    private final BinlogReading reading = new BinlogReading(
            new BinlogSplit(
                    SERVER,
                    new FollowState(at(100), version(100) - 1, 0, Map.of(T, table(T, 100, 0)), Map.of(), List.of()),
                    List.of()),
            table -> true);

    private void readTransaction(FollowProgress progress, long begin, long end) {
        progress.passedTransaction(FILE, end, null, version(begin), 1);
    }

    private void follow(TableId id, long start, int resyncs) {
        reading.follow(new FollowTables(SERVER, at(start), Map.of(id, table(id, start, resyncs))));
        reading.betweenTransactions();
    }

    @Test
    void tableThatBeganBehindTheOthersCatchesUpAndTheyWait() {
        readTransaction(reading.main(), 100, 500);
        follow(U, 300, 0);

        FollowProgress catchUp = reading.next();
        assertThat(catchUp).isNotSameAs(reading.main());
        assertThat(reading.end(catchUp)).isEqualTo(version(500));
        readTransaction(catchUp, 300, 500);
        reading.caughtUp(catchUp);

        assertThat(reading.next()).isSameAs(reading.main());
        assertThat(reading.main().tables()).containsOnlyKeys(T, U);
        assertThat(reading.main().start()).isEqualTo(at(500));
    }

    @Test
    void tableThatBeganWhereTheOthersHaveNotComeYetJoinsAtOnce() {
        readTransaction(reading.main(), 100, 500);
        follow(U, 600, 0);

        assertThat(reading.next()).isSameAs(reading.main());
        assertThat(reading.main().tables()).containsOnlyKeys(T, U);
        assertThat(reading.main().start()).isEqualTo(at(500));
    }

    /** Part of a transaction was passed on: the table would miss its rows in that part. */
    @Test
    void tableWaitsForTheEndOfATransactionOfTheOthers() {
        readTransaction(reading.main(), 100, 500);
        reading.main().passed(version(520), 1);
        follow(U, 300, 0);

        assertThat(reading.next()).isSameAs(reading.main());
        assertThat(reading.waitsForTransactionEnd()).isTrue();
        readTransaction(reading.main(), 560, 600);
        assertThat(reading.waitsForTransactionEnd()).isFalse();
        assertThat(reading.end(reading.next())).isEqualTo(version(600));
    }

    @Test
    void whoIsFollowedAlreadyIsNotFollowedAgain() {
        readTransaction(reading.main(), 100, 500);
        follow(T, 300, 0);
        assertThat(reading.next()).isSameAs(reading.main());
        assertThat(reading.main().tables().get(T)).isEqualTo(table(T, 100, 0));
    }

    @Test
    void tableThatIsReadAnewIsLetGoFirst() {
        readTransaction(reading.main(), 100, 500);
        reading.release(Map.of(T, 0));
        assertThat(reading.split().followed()).isEmpty();

        follow(T, 450, 1);
        assertThat(reading.split().followed()).containsEntry(T, 1);
        assertThat(reading.main().start()).as("nobody else is followed").isEqualTo(at(450));
        reading.release(Map.of(T, 0));
        assertThat(reading.split().followed()).containsEntry(T, 1);
    }

    @Test
    void readingIsHeldBetweenTwoTransactionsOfWhoeverReads() {
        readTransaction(reading.main(), 100, 500);
        reading.main().passed(version(520), 1);
        reading.hold(true);
        assertThat(reading.isHeld()).isFalse();
        assertThat(reading.waitsForTransactionEnd()).isTrue();
        readTransaction(reading.main(), 560, 600);
        assertThat(reading.isHeld()).isTrue();
        assertThat(reading.waitsForTransactionEnd()).isFalse();

        follow(U, 300, 0);
        assertThat(reading.isHeld()).as("those that would catch up").isTrue();
        reading.next().passed(version(320), 1);
        assertThat(reading.isHeld()).isFalse();
        assertThat(reading.waitsForTransactionEnd()).isTrue();
        readTransaction(reading.next(), 350, 400);
        assertThat(reading.isHeld()).isTrue();
        assertThat(reading.split().followed()).as("what is read is kept").containsOnlyKeys(T, U);
        reading.hold(false);
        assertThat(reading.isHeld()).isFalse();
    }

    /** The rest of it would be missing, and a rollback would not be heard of. */
    @Test
    void tableIsLetGoBetweenTwoTransactionsAndNotWithinOne() {
        readTransaction(reading.main(), 100, 500);
        reading.main().passed(version(520), 1);
        reading.release(Map.of(T, 0));

        assertThat(reading.split().followed()).containsEntry(T, 0);
        assertThat(reading.waitsForTransactionEnd()).isTrue();
        reading.betweenTransactions();
        assertThat(reading.split().followed()).containsEntry(T, 0);
        readTransaction(reading.main(), 560, 600);
        assertThat(reading.waitsForTransactionEnd()).isFalse();
        reading.betweenTransactions();
        assertThat(reading.split().followed()).isEmpty();
    }

    @Test
    void refusedTableIsFollowedAgainOnlyWhenItWasReadAnew() {
        reading.main().follow(Map.of(), Map.of(T, 2));
        follow(T, 450, 2);
        assertThat(reading.split().followed()).isEmpty();
        follow(T, 450, 3);
        assertThat(reading.split().followed()).containsEntry(T, 3);
        assertThat(reading.main().refused()).isEmpty();
    }

    @Test
    void failoverGoesOnAboveAllVersionsAndRejectsWhatHasOnlyBegun() {
        readTransaction(reading.main(), 100, 140);
        follow(U, 120, 0);
        reading.failOver("other");

        assertThat(reading.server().uuid()).isEqualTo("other");
        assertThat(RowVersion.version(1 + reading.server().fileShift(), 4, 0)).isGreaterThan(version(1L << 39));
        assertThat(reading.takeRejected()).containsOnlyKeys(U, T);
        assertThat(reading.takeRejected()).isEmpty();
        follow(U, 120, 0);
        assertThat(reading.takeRejected()).as("a position of the server before").containsOnlyKeys(U);
    }

    @Test
    void tableThatIsFollowedInTheOtherServerBeforeItsRejectionWasToldIsNotRejected() {
        reading.failOver("other");
        follow(U, 120, 0);
        reading.follow(new FollowTables(reading.server(), at(4), Map.of(U, table(U, 4, 0))));

        assertThat(reading.takeRejected()).containsOnlyKeys(T);
        assertThat(reading.split().followed()).containsOnlyKeys(U);
    }

    /** A quiet server: no transaction was read since, and all that there is was in the snapshot. */
    @Test
    void tableWhoseSnapshotEndedWhereTheReadingStandsIsFollowedInTheOtherServer() {
        FollowedTable quiet = new FollowedTable(
                SnapshotProgressTest.snapshot(T, 100).structure(), 0, version(100), version(100), Set.of(), false);
        BinlogReading begun = new BinlogReading(
                new BinlogSplit(
                        SERVER,
                        new FollowState(at(100), version(100) - 1, 0, Map.of(T, quiet), Map.of(), List.of()),
                        List.of()),
                table -> true);
        begun.failOver("other");

        assertThat(begun.takeRejected()).isEmpty();
        assertThat(begun.split().followed()).containsOnlyKeys(T);
    }

    /** The snapshot of a table that joins where the others have not come yet has higher versions than all that was read. */
    @Test
    void versionsGrowBeyondThoseOfSnapshotsThatAreFurtherOn() {
        readTransaction(reading.main(), 160, 500);
        long ahead = RowVersion.version("binlog.000012", 700, 0);
        FollowedTable further = new FollowedTable(
                SnapshotProgressTest.snapshot(U, 1).structure(), 0, ahead, ahead + 9, Set.of(), false);
        reading.follow(new FollowTables(SERVER, new BinlogPosition("binlog.000012", 700, ""), Map.of(U, further)));
        reading.betweenTransactions();
        reading.failOver("other");

        assertThat(RowVersion.version(1 + reading.server().fileShift(), 4, 0)).isGreaterThan(ahead + 9);
        assertThat(reading.takeRejected()).containsOnlyKeys(U);
    }

    @Test
    void thirdServerGoesOnAboveTheSecondOfWhichNothingWasRead() {
        readTransaction(reading.main(), 160, 500);
        reading.failOver("second");
        long second = reading.server().fileShift();
        reading.failOver("third");

        assertThat(reading.server().uuid()).isEqualTo("third");
        assertThat(reading.server().fileShift()).isGreaterThan(second);
    }

    @Test
    void historyIsPassedOverUntilSomethingWasReadOfTheOtherServer() {
        String gtids = "aaaaaaaa-0000-0000-0000-000000000001:1-9";
        BinlogReading numbered = new BinlogReading(
                new BinlogSplit(
                        SERVER,
                        new FollowState(
                                new BinlogPosition(FILE, 500, gtids),
                                version(400),
                                0,
                                Map.of(T, table(T, 100, 0)),
                                Map.of(),
                                List.of()),
                        List.of()),
                table -> true);
        assertThat(numbered.start(numbered.main())).isEqualTo(new Start.At(FILE, 500));

        numbered.failOver("other");
        assertThat(numbered.start(numbered.main())).isEqualTo(new Start.Behind(gtids));
        numbered.main().begin("binlog.000001", 4);
        assertThat(numbered.start(numbered.main()))
                .as("the file has transactions that were read of the server before")
                .isEqualTo(new Start.Behind(gtids));
        BinlogReading restored = new BinlogReading(numbered.split(), table -> true);
        assertThat(restored.start(restored.main())).isEqualTo(new Start.Behind(gtids));

        numbered.main()
                .passedTransaction(
                        "binlog.000001",
                        900,
                        null,
                        RowVersion.version(1 + numbered.server().fileShift(), 800, 0),
                        1);
        assertThat(numbered.start(numbered.main())).isEqualTo(new Start.At("binlog.000001", 900));
    }

    @Test
    void versionsAreRaisedForTheSameServerOnlyAndNeverLowered() {
        reading.raise(new ServerIdentity("another", 9));
        assertThat(reading.server()).isEqualTo(SERVER);
        reading.raise(new ServerIdentity("uuid", 9));
        reading.raise(new ServerIdentity("uuid", 3));
        assertThat(reading.server()).isEqualTo(new ServerIdentity("uuid", 9));
    }

    @Test
    void tableThatIsPastItsSnapshotIsFollowedInTheOtherServer() {
        readTransaction(reading.main(), 160, 500);
        reading.failOver("other");

        assertThat(reading.takeRejected()).isEmpty();
        assertThat(reading.split().followed()).containsOnlyKeys(T);
        assertThat(reading.main().start().file()).isEmpty();
    }

    @Test
    void tablesThatAreNotPlannedAnyMoreAreForgotten() {
        BinlogReading restored = new BinlogReading(reading.split(), U::equals);
        assertThat(restored.split().followed()).isEmpty();
    }
}
