package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SingleServerCheckTest {

    @Test
    void severalServersBehindOneAddressAreNamed() {
        assertThat(SingleServerCheck.severalServers(List.of("replica-2", "replica-1", "replica-2")))
                .contains("[replica-1, replica-2]")
                .contains("name one server");
    }

    @Test
    void oneServerIsNone() {
        assertThat(SingleServerCheck.severalServers(List.of("replica-1", "replica-1")))
                .isNull();
    }
}
