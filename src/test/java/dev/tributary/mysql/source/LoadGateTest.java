package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.LoadLimits;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadGateTest {

    private final LoadGate gate = new LoadGate("db:3306", LoadLimits.parse("Threads_running=1"));

    @Test
    void withoutLimitsItIsAlwaysOpen() {
        assertThat(new LoadGate("db:3306", LoadLimits.NONE).isOpen(0)).isTrue();
    }

    @Test
    void itIsShutBeforeTheFirstLook() {
        assertThat(gate.isOpen(0)).isFalse();
        assertThat(gate.isWaiting()).isFalse();
    }

    @Test
    void aLookOpensAndShutsIt() {
        gate.looked(Optional.empty(), 5);
        assertThat(gate.isOpen(6)).isTrue();

        gate.looked(Optional.of("Threads_running is 2, above 1"), 7);
        assertThat(gate.isOpen(8)).isFalse();
        assertThat(gate.isWaiting()).isTrue();

        gate.looked(Optional.empty(), 9);
        assertThat(gate.isOpen(10)).isTrue();
        assertThat(gate.isWaiting()).isFalse();
    }

    @Test
    void anOldLookSaysNothing() {
        gate.looked(Optional.empty(), 5);

        assertThat(gate.isOpen(5 + LoadGate.FRESH.toNanos())).isFalse();
    }
}
