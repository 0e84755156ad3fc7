package dev.tributary.sink;

import static dev.tributary.sink.MergeFixture.Change.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.SyncConfig.DeleteMechanism;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlHistoryIT {

    @Test
    void whatIsOldGoesAndWhatMakesCommitsRepeatableStays() throws Exception {
        try (MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS)) {
            MergeCommittable old = committed(fixture, "old");
            MergeCommittable oldAndParked = committed(fixture, "old, was parked");
            MergeCommittable waiting = fixture.commit(List.of(fixture.inline(upsert(9, 1, "waits"))));
            try (ParkedTargets parked = fixture.parkedTargets(new ParkingRules(5, false, false))) {
                parked.park(oldAndParked, new IllegalStateException("refused for a while"));
                assertThat(parked.parkBehind(List.of(waiting))).isEmpty();
            }
            fixture.clickHouse.execute("ALTER TABLE merge_procedure_control.ledger UPDATE committed_at = committed_at -"
                    + " toIntervalDay(100) WHERE 1 SETTINGS mutations_sync = 2");
            fixture.clickHouse.execute("INSERT INTO merge_procedure_control.ledger (commit_id, job, committed_at)"
                    + " VALUES ('of another job', 'other', now64() - toIntervalDay(100))");
            MergeCommittable young = committed(fixture, "young");

            fixture.history(Duration.ofDays(90)).prune();

            assertThat(fixture.clickHouse.query("SELECT commit_id FROM merge_procedure_control.ledger"))
                    .extracting(row -> row.get(0))
                    .containsExactlyInAnyOrder("of another job", young.commitId());
            assertThat(fixture.waiting())
                    .singleElement()
                    .satisfies(target -> assertThat(target.commitIds()).containsExactly(waiting.commitId()));
            assertThat(fixture.value("SELECT count() FROM merge_procedure_control.parked_commits"))
                    .isEqualTo("1");
            assertThat(fixture.ledger.contained(List.of(old.commitId()))).isEmpty();
            fixture.procedure().carryOut(young);
            assertThat(fixture.rows()).contains("1 young");
        }
    }

    private static MergeCommittable committed(MergeFixture fixture, String name) {
        MergeCommittable commit = fixture.commit(fixture.stage(upsert(1, 1, name)));
        fixture.procedure().carryOut(commit);
        return commit;
    }
}
