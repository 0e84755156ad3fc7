package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where events stand, of which their bytes say only a part. */
class EventPositionsTest {

    @Test
    void positionsGoOnBeyondFourGibibytes() throws Exception {
        EventReader reader = new EventReader();
        reader.read(Events.artificialRotate("binlog.000007", 4_294_967_000L));

        assertThat(head(reader, Events.commit(4_294_967_200L))).isEqualTo(List.of(4_294_967_173L, 4_294_967_200L));
        assertThat(head(reader, Events.commit(27))).isEqualTo(List.of(4_294_967_296L, 4_294_967_323L));
        assertThat(head(reader, Events.commit(4_294_967_290L))).isEqualTo(List.of(8_589_934_559L, 8_589_934_586L));
        assertThat(head(reader, Events.commit(100))).isEqualTo(List.of(8_589_934_665L, 8_589_934_692L));
    }

    @Test
    void eventAcrossFourGibibytesBeginsBelow() throws Exception {
        EventReader reader = new EventReader();
        reader.read(Events.artificialRotate("binlog.000007", 4_294_967_290L));

        assertThat(head(reader, Events.commit(21))).isEqualTo(List.of(4_294_967_290L, 4_294_967_317L));
    }

    @Test
    void streamThatBeginsBeyondFourGibibytesGoesOnThere() throws Exception {
        EventReader reader = new EventReader();
        reader.read(Events.artificialRotate("binlog.000007", 5_000_000_000L));

        assertThat(head(reader, Events.commit((5_000_000_027L) & 0xFFFF_FFFFL)))
                .isEqualTo(List.of(5_000_000_000L, 5_000_000_027L));
    }

    @Test
    void nextFileBeginsItsPositionsAnew() throws Exception {
        EventReader reader = new EventReader();
        reader.read(Events.artificialRotate("binlog.999999", 5_000_000_000L));
        byte[] rotate =
                Events.event(EventTypes.ROTATE, 0, 5_000_000_040L & 0xFFFF_FFFFL, Events.rotation("binlog.1000000", 4));
        FileBegan began = (FileBegan) Objects.requireNonNull(reader.read(rotate));

        assertThat(began.file()).isEqualTo("binlog.1000000");
        assertThat(began.offset()).isEqualTo(4);
        assertThat(began.head().end()).isEqualTo(5_000_000_040L);
        assertThat(head(reader, Events.commit(151))).isEqualTo(List.of(124L, 151L));
    }

    @Test
    void eventsOfTheStreamAloneMoveNothing() throws Exception {
        EventReader reader = new EventReader();
        reader.read(Events.artificialRotate("binlog.000007", 1_000));

        byte[] name = "binlog.000007".getBytes(StandardCharsets.UTF_8);
        assertThat(head(reader, Events.event(EventTypes.HEARTBEAT, 0, 900, name)))
                .isEqualTo(List.of(1_000L, 1_000L));
        assertThat(head(reader, Events.event(EventTypes.HEARTBEAT_2, 0, 5_000, name)))
                .isEqualTo(List.of(1_000L, 1_000L));
        assertThat(reader.read(Events.event(EventTypes.ROWS_QUERY, Events.ARTIFICIAL, 7_000, name)))
                .isNull();
        assertThat(reader.read(Events.event(EventTypes.ROWS_QUERY, 0, 0, name))).isNull();
        assertThat(head(reader, Events.commit(1_027))).isEqualTo(List.of(1_000L, 1_027L));
    }

    private static List<Long> head(EventReader reader, byte[] event) throws BinlogFailure {
        EventHead head = Objects.requireNonNull(reader.read(event)).head();
        return List.of(head.start(), head.end());
    }

    @Test
    void filesAreComparedByTheirNumbers() {
        BinlogPosition before = new BinlogPosition("binlog.999999", 5_000_000_000L, "");
        BinlogPosition behind = new BinlogPosition("binlog.1000000", 4, "");

        assertThat(before.isBefore(behind)).isTrue();
        assertThat(behind.isBefore(before)).isFalse();
        assertThat(before.isBefore(before)).isFalse();
        assertThat(before.isBefore(new BinlogPosition("binlog.999999", 5_000_000_001L, "")))
                .isTrue();
    }

    @Test
    void checksumOfAnArtificialRotateIsNoPartOfTheName() throws Exception {
        byte[] rotate =
                Events.checksummed(EventTypes.ROTATE, Events.ARTIFICIAL, 0, Events.rotation("binlog.000007", 4));

        assertThat(((FileBegan) Objects.requireNonNull(new EventReader().read(rotate))).file())
                .isEqualTo("binlog.000007");
    }
}
