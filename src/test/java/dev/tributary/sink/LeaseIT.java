package dev.tributary.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.embedded.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One committer at a time merges for a job's name. */
class LeaseIT {

    private static final String CONTROL = "lease_control";
    private static final LeaseTimes PATIENT =
            new LeaseTimes(Duration.ofMillis(200), Duration.ofMinutes(10), Duration.ofSeconds(2));
    private static final LeaseTimes HASTY =
            new LeaseTimes(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(60));

    private ClickHouseClient clickHouse;

    @BeforeEach
    void createLeases() {
        var server = TestServers.clickHouse();
        server.execute(
                "DROP DATABASE IF EXISTS " + CONTROL, "CREATE DATABASE " + CONTROL, Lease.createStatement(CONTROL));
        clickHouse = new ClickHouseClient(new ClickHouseOptions(
                server.url(), server.user(), new Secret(server.password()), "default", "staging", CONTROL));
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    private Lease lease(String flinkJob, LeaseTimes times) {
        return lease(flinkJob, 0, times);
    }

    private Lease lease(String flinkJob, int attempt, LeaseTimes times) {
        return lease(new JobAttempt(flinkJob, "graph", attempt), times);
    }

    private Lease lease(JobAttempt attempt, LeaseTimes times) {
        return new Lease(clickHouse, CONTROL, "shops", attempt, times);
    }

    private String check(Lease lease) {
        return "SELECT 1 WHERE " + lease.fence().assertion();
    }

    @Test
    void secondFlinkJobIsRefusedByTheNameOfTheFirst() {
        try (Lease first = lease("first-flink-job", PATIENT);
                Lease second = lease("second-flink-job", PATIENT)) {
            first.acquire();

            assertThatThrownBy(second::acquire)
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining("shops")
                    .hasMessageContaining("first-flink-job");
            assertThat(clickHouse.queryValue(check(first))).isEqualTo("1");
        }
    }

    @Test
    void laterAttemptOfTheSameFlinkJobTakesOverAtOnce() {
        try (Lease first = lease("flink-job", PATIENT);
                Lease second = lease("flink-job", 1, PATIENT)) {
            first.acquire();
            second.acquire();

            assertThat(clickHouse.queryValue(check(second))).isEqualTo("1");
            assertThatThrownBy(() -> clickHouse.query(check(first)))
                    .isInstanceOf(ClickHouseException.class)
                    .hasMessageContaining("another attempt has taken over");
        }
    }

    /** A JobManager that becomes the leader counts attempts from 0 again, while those of the one before still run. */
    @Test
    void attemptOfTheSameNumberUnderANewJobManagerTakesOver() {
        try (Lease first = lease(new JobAttempt("flink-job", "first-graph", 0), PATIENT);
                Lease second = lease(new JobAttempt("flink-job", "second-graph", 0), PATIENT)) {
            first.acquire();
            first.keepUp();
            second.acquire();

            assertThat(clickHouse.queryValue(check(second))).isEqualTo("1");
            assertThatThrownBy(() -> clickHouse.query(check(first)))
                    .isInstanceOf(ClickHouseException.class)
                    .hasMessageContaining("another attempt has taken over");

            first.close();
            assertThat(clickHouse.queryValue(check(second))).isEqualTo("1");
            try (Lease other = lease("other-job", PATIENT)) {
                assertThatThrownBy(other::acquire).isInstanceOf(LeaseHeldException.class);
            }
        }
    }

    @Test
    void parallelCommittersOfAnAttemptHoldItTogether() {
        try (Lease first = lease("flink-job", PATIENT);
                Lease second = lease("flink-job", PATIENT)) {
            first.acquire();
            second.acquire();

            assertThat(clickHouse.queryValue(check(first))).isEqualTo("1");
            assertThat(clickHouse.queryValue(check(second))).isEqualTo("1");
        }
    }

    @Test
    void leaseThatWasLetGoIsFree() {
        try (Lease first = lease("first", PATIENT);
                Lease second = lease("second", PATIENT)) {
            first.acquire();
            first.keepUp();
            first.close();

            assertThatCode(second::acquire).doesNotThrowAnyException();
        }
    }

    @Test
    void holderThatFellSilentLosesTheLease() {
        clickHouse.execute("INSERT INTO " + CONTROL + ".leases SELECT 'shops', 7, 'dead', 'dead-flink-job', 0,"
                + " now64(3, 'UTC')");
        try (Lease next = lease("next", HASTY)) {
            next.acquire();

            assertThat(clickHouse.queryValue(check(next))).isEqualTo("1");
            assertThat(clickHouse.queryValue("SELECT max(generation) FROM " + CONTROL + ".leases"))
                    .isEqualTo("8");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DeleteMechanism.class,
            names = {"PATCH_PARTS", "LIGHTWEIGHT_MUTATION"})
    void attemptThatWasTakenOverFromChangesNothing(DeleteMechanism mechanism) {
        try (MergeFixture fixture = new MergeFixture(mechanism)) {
            fixture.merge(MergeFixture.Change.upsert(1, 1, "one"), MergeFixture.Change.upsert(2, 1, "two"));
            MergeProcedure before = fixture.procedure();
            MergeProcedure after = fixture.procedure();
            MergeCommittable commit = fixture.commit(
                    fixture.stage(MergeFixture.Change.upsert(1, 2, "changed"), MergeFixture.Change.delete(2, 2)));

            assertThatThrownBy(() -> before.carryOut(commit)).hasMessageContaining("another attempt has taken over");
            assertThat(fixture.rows()).containsExactly("1 one", "2 two");

            after.carryOut(commit);
            assertThat(fixture.rows()).containsExactly("1 changed");
            assertThat(fixture.ledgerEntries()).isEqualTo("2");
        }
    }
}
