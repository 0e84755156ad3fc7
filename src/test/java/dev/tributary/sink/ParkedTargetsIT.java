package dev.tributary.sink;

import static dev.tributary.sink.MergeFixture.Change.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.SyncConfig.DeleteMechanism;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits of a target that refuses rows of the name {@code bad}. */
class ParkedTargetsIT {

    private static final ParkingRules UP_TO_THREE = new ParkingRules(3, true, false);

    private final MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS);

    @AfterEach
    void close() {
        fixture.close();
    }

    private void refuse() {
        fixture.clickHouse.execute("ALTER TABLE " + fixture.target() + " ADD CONSTRAINT c CHECK name != 'bad'");
    }

    private void mend() {
        fixture.clickHouse.execute("ALTER TABLE " + fixture.target() + " DROP CONSTRAINT c");
    }

    private MergeCommittable refused(String name, long version) {
        return fixture.commit(fixture.stage(upsert(1, version, name)));
    }

    /** By an attempt that takes the lease from the one before. */
    private RuntimeException refusalOf(MergeCommittable commit) {
        try {
            fixture.procedure().carryOut(commit);
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("the target took it");
    }

    private void awaitNothingWaits() throws InterruptedException {
        for (int i = 0; i < 1_800 && !fixture.waiting().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void commitsWaitInTheirOrderThroughAttemptsAndAreMergedWhenTheTargetIsMended() throws Exception {
        fixture.merge(upsert(1, 1, "old"));
        refuse();
        MergeCommittable first = refused("bad", 10);
        MergeCommittable second = refused("good", 11);
        MergeCommittable third = fixture.commit(List.of(fixture.inline(upsert(2, 12, "two"))));
        RuntimeException refusal = refusalOf(first);
        try (ParkedTargets parked = fixture.parkedTargets(UP_TO_THREE)) {
            parked.park(first, refusal);
            assertThat(parked.parkBehind(List.of(second))).isEmpty();
        }

        try (ParkedTargets restarted = fixture.parkedTargets(UP_TO_THREE)) {
            assertThat(restarted.parkBehind(List.of(first, second, third)))
                    .as("Flink's state names them again")
                    .isEmpty();
            assertThat(fixture.waiting()).hasSize(1);
            assertThat(fixture.waiting().get(0).commitIds())
                    .containsExactly(first.commitId(), second.commitId(), third.commitId());
            assertThat(fixture.waiting().get(0).cause()).contains("Constraint").contains("DROP CONSTRAINT");

            mend();
            awaitNothingWaits();
            assertThat(fixture.rows()).containsExactly("1 good", "2 two");
            assertThat(fixture.stagingTables()).isEqualTo("0");
            MergeCommittable next = fixture.commit(fixture.stage(upsert(3, 13, "three")));
            assertThat(restarted.parkBehind(List.of(next))).containsExactly(next);
        }
    }

    @Test
    void moreThanMayWaitFailWithTheCauseUnlessTheTargetIsMended() throws Exception {
        refuse();
        MergeCommittable first = refused("bad", 10);
        ParkingRules one = new ParkingRules(1, false, false);
        MergeCommittable second = refused("good", 11);
        RuntimeException refusal = refusalOf(first);
        try (ParkedTargets parked = fixture.parkedTargets(one)) {
            parked.park(first, refusal);

            assertThatThrownBy(() -> parked.parkBehind(List.of(second)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("merge.max-parked-commits")
                    .hasMessageContaining("Constraint");

            mend();
            assertThat(parked.parkBehind(List.of(second))).containsExactly(second);
            assertThat(fixture.rows()).containsExactly("1 bad");
        }
    }

    @Test
    void attemptThatWasTakenOverFromParksNothing() throws Exception {
        refuse();
        MergeCommittable commit = refused("bad", 10);
        try (ParkedTargets outdated = fixture.parkedTargets(UP_TO_THREE)) {
            RuntimeException refusal = refusalOf(commit); // by an attempt that has the lease from now on

            assertThatThrownBy(() -> outdated.park(commit, refusal)).hasMessageContaining("another attempt");
            assertThat(fixture.waiting()).isEmpty();
        }
    }

    /** As an operator who dropped staging tables leaves it, and a run that began with a new snapshot finds it. */
    @Test
    void lostCommitIsGivenUpByARunWithoutStateAlone() throws Exception {
        refuse();
        MergeCommittable commit = refused("bad", 10);
        RuntimeException refusal = refusalOf(commit);
        try (ParkedTargets parked = fixture.parkedTargets(UP_TO_THREE)) {
            parked.park(commit, refusal);
        }
        fixture.dropStaging(commit);
        MergeCommittable next = refused("good", 11);

        try (ParkedTargets restored = fixture.parkedTargets(new ParkingRules(1, false, false))) {
            assertThatThrownBy(() -> restored.parkBehind(List.of(next))).hasMessageContaining("would be lost");
        }
        try (ParkedTargets withoutState = fixture.parkedTargets(new ParkingRules(1, false, true))) {
            assertThat(withoutState.parkBehind(List.of(next))).containsExactly(next);
            assertThat(fixture.waiting()).isEmpty();
        }
    }
}
