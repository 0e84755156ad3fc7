package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which staging tables count as orphans of an earlier attempt, and how large they are. */
class StagingAreaIT {

    @Test
    void onlyTheJobsOwnTablesFromBeforeTheAttemptAreOrphans() {
        try (MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS)) {
            TableId orphan = fixture.stage(MergeFixture.Change.upsert(1, 1, "left by a dead attempt"));
            TableId foreign = new TableId(orphan.database(), "merges_of_another_job__people__1");
            fixture.clickHouse.execute("CREATE TABLE " + foreign + " AS " + orphan);
            StagingArea staging = fixture.staging;
            long created = staging.serverSeconds();
            Polling.until(() -> staging.serverSeconds() > created + 2, Duration.ofMinutes(2), "the clock stands still");

            long attemptStart = staging.serverSeconds();
            TableId live = fixture.stage(MergeFixture.Change.upsert(2, 2, "of the running attempt"));

            assertThat(staging.createdBefore(attemptStart)).containsExactly(orphan);
            assertThat(fixture.value("SELECT count() FROM " + live)).isEqualTo("1");
        }
    }

    @Test
    void timesAreComparedWhateverZoneTheServerReadsTextsIn() {
        try (MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS)) {
            TableId live = fixture.stage(MergeFixture.Change.upsert(1, 1, "of the running attempt"));
            String condition = StagingArea.createdBeforeCondition(fixture.staging.serverSeconds() - 3600);

            for (String zone : new String[] {"America/New_York", "Asia/Tokyo"}) {
                assertThat(fixture.value("SELECT count() FROM system.tables WHERE database = '" + live.database()
                                + "' AND " + condition + " SETTINGS session_timezone = '" + zone + "'"))
                        .as(zone)
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void bytesAreThoseOfAllRowsBeforeTheyAreCompressed() {
        try (MergeFixture fixture = new MergeFixture(DeleteMechanism.PATCH_PARTS)) {
            TableId one = fixture.stage(MergeFixture.Change.upsert(1, 1, "x".repeat(1 << 20)));
            TableId other = fixture.stage(MergeFixture.Change.upsert(2, 1, "y".repeat(2 << 20)));

            assertThat(fixture.staging.bytes(List.of(one, other))).isBetween(3L << 20, (3L << 20) + 10_000);
            assertThat(fixture.staging.bytes(List.of())).isZero();
            assertThat(fixture.staging.bytes(List.of(fixture.staging.newTable(fixture.schema))))
                    .isZero();
        }
    }
}
