package dev.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code bin/faults} as a test: a short run always, all faults with {@code mvn verify -Pfaults}. */
public class FaultsIT {

    public static final String ALL_FAULTS = "tributary.faults";
    private static final Path ROOT = Path.of("target", "faults");
    private static final List<String> DELETE_MECHANISMS = List.of("patch-parts", "lightweight-mutation");

    @Test
    @DisabledIfSystemProperty(named = ALL_FAULTS, matches = "true")
    void deathsAtStepsOfACommitAndACutLoseNothing() throws Exception {
        List<Fault> faults = List.of(Fault.DIE_IN_SNAPSHOT, Fault.DIE_AFTER_DELETE, Fault.CUT_CLICKHOUSE);
        try (TestStand stand = new TestStand(ROOT, DELETE_MECHANISMS.get(0));
                FaultRun run = new FaultRun(stand, 1, FaultRun.Volume.SMALL)) {
            run.play(faults, DELETE_MECHANISMS.get(0));

            assertGood(run.report());

            for (Sabotage sabotage : Sabotage.values()) {
                sabotage.commit(stand);
            }
            Comparison falsified = Comparison.ofFalsified(stand);
            assertThat(List.of(falsified.lost(), falsified.doubled(), falsified.wrong()))
                    .as("rows falsified one by one, to see that each is found: %s", falsified)
                    .containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = ALL_FAULTS, matches = "true")
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void nothingIsLostDoubledOrWrongWhateverDies() throws Exception {
        long seed = new Random().nextInt(1_000_000);
        System.out.println("seed " + seed);
        try (TestStand stand = new TestStand(ROOT, DELETE_MECHANISMS.get(0));
                FaultRun run = new FaultRun(stand, seed, FaultRun.Volume.FULL)) {
            EnumSet<Fault> all = EnumSet.allOf(Fault.class);
            run.play(FaultRun.roundsFor(all), all, DELETE_MECHANISMS);

            System.out.print(run.report().text());
            assertGood(run.report());
        }
    }

    @Test
    void everyFaultIsFoundByItsName() {
        assertThat(Arrays.stream(Fault.values()).map(fault -> Fault.named(fault.toString())))
                .containsExactly(Fault.values());
    }

    private static void assertGood(FaultReport report) {
        assertThat(report.isGood()).as(report.text()).isTrue();
    }
}
