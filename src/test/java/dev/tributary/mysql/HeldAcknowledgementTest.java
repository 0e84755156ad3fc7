package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cdc.connectors.mysql.source.events.BinlogSplitAssignedEvent;
import org.apache.flink.cdc.connectors.mysql.source.events.BinlogSplitUpdateAckEvent;
import org.junit.jupiter.api.Test;

class HeldAcknowledgementTest {

    private final HeldAcknowledgement held = new HeldAcknowledgement();
    private final List<Integer> passedOn = new ArrayList<>();

    private void complete(long checkpoint) {
        held.checkpointIsComplete(checkpoint, (reader, event) -> passedOn.add(reader));
    }

    @Test
    void isPassedOnOnceWithTheFirstCheckpointThatBeganSince() {
        held.checkpointBegins(7);
        assertThat(held.takes(3, new BinlogSplitUpdateAckEvent())).isTrue();
        complete(7);
        assertThat(passedOn).isEmpty();

        held.checkpointBegins(8);
        held.checkpointBegins(9);
        complete(9);
        complete(10);
        assertThat(passedOn).containsExactly(3);
    }

    @Test
    void isForgottenWithTheReaderThatGaveIt() {
        held.takes(0, new BinlogSplitUpdateAckEvent());
        held.checkpointBegins(1);
        held.forget();
        complete(1);
        held.checkpointBegins(2);
        complete(2);
        assertThat(passedOn).isEmpty();
    }

    @Test
    void otherEventsAreNotHeldBack() {
        assertThat(held.takes(0, new BinlogSplitAssignedEvent())).isFalse();
    }
}
