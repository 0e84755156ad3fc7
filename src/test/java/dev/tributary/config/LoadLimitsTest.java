package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadLimitsTest {

    @Test
    void severalLimitsAreRead() {
        assertThat(LoadLimits.parse(" Threads_running=25, threads_connected = 500"))
                .hasToString("threads_connected=500,Threads_running=25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "25",
                "Threads_running",
                "Threads_running=",
                "Threads_running=-1",
                "Threads_running=x",
                "Threads_running=25,",
                "Threads_running=25 Threads_connected=1",
                "a=1;b=2",
                "'=1"
            })
    void whatIsNoLimitIsRefused(String text) {
        assertThatThrownBy(() -> LoadLimits.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Threads_running=25");
    }

    @Test
    void aVariableCanBeLimitedOnce() {
        assertThatThrownBy(() -> LoadLimits.parse("a=1,A=2")).hasMessageContaining("'A' stands there twice");
    }

    @Test
    void onlyWhatIsAboveItsLimitExceedsIt() {
        LoadLimits limits = LoadLimits.parse("Threads_running=25,Threads_connected=500");

        assertThat(limits.exceededBy(Map.of("threads_running", 25L, "Threads_connected", 500L)))
                .isEmpty();
        assertThat(limits.exceededBy(Map.of("threads_running", 26L, "Threads_connected", 500L)))
                .contains("Threads_running is 26, above 25");
        assertThat(LoadLimits.NONE.exceededBy(Map.of("Threads_running", Long.MAX_VALUE)))
                .isEmpty();
    }
}
