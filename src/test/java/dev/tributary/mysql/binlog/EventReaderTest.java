package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"checksums-full", "no-checksums-minimal", "no-gtids", "mariadb", "newest"})
    void eventsOfRealServersSayWhatHappened(String name) throws Exception {
        RecordedEvents recorded = RecordedEvents.of(name);
        EventReader reader = new EventReader();
        List<String> texts = new ArrayList<>();
        for (byte[] event : recorded.events()) {
            texts.add(text(reader, event));
        }

        assertThat(texts).isEqualTo(recorded.texts());
    }

    private static String text(EventReader reader, byte[] event) {
        try {
            return EventTexts.of(reader.read(event));
        } catch (BinlogFailure e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void everyDamagedByteIsFoundWhereThereAreChecksums() throws Exception {
        List<byte[]> events = RecordedEvents.of("checksums-full").events();
        for (byte[] event : events) {
            for (int i = 0; i < event.length && !isArtificialRotate(event); i++) {
                byte[] damaged = event.clone();
                damaged[i] ^= 0x10;
                EventReader reader = readerBefore(events, event);

                assertThatThrownBy(() -> reader.read(damaged))
                        .as("byte %d of %s", i, HexFormat.of().formatHex(event))
                        .isInstanceOf(BinlogFailure.class);
            }
        }
    }

    /** It comes before it is known whether there are checksums, and has one or not. */
    private static boolean isArtificialRotate(byte[] event) {
        return type(event) == EventTypes.ROTATE && (event[17] & Events.ARTIFICIAL) != 0;
    }

    private static int type(byte[] event) {
        return event[4] & 0xFF;
    }

    /** A reader that has read what an event's form depends on. */
    private static EventReader readerBefore(List<byte[]> events, byte[] event) throws BinlogFailure {
        EventReader reader = new EventReader();
        for (byte[] before : events) {
            if (before == event) {
                break;
            }
            if (type(before) == EventTypes.FORMAT_DESCRIPTION || type(before) == EventTypes.ROTATE) {
                reader.read(before);
            }
        }
        return reader;
    }

    @ParameterizedTest
    @ValueSource(strings = {"checksums-full", "no-checksums-minimal", "mariadb", "newest"})
    void whatIsCutOffOrScrambledFailsByName(String name) throws Exception {
        List<byte[]> events = RecordedEvents.of(name).events();
        for (byte[] event : events) {
            EventReader reader = readerBefore(events, event);
            for (int length = 0; length < event.length; length++) {
                byte[] cut = Arrays.copyOf(event, length);
                assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(BinlogFailure.class);
                if (length > EventReader.HEADER_LENGTH) {
                    cut[9] = (byte) length;
                    cut[10] = (byte) (length >> 8);
                    readOrFail(events, event, cut);
                }
                byte[] scrambled = event.clone();
                scrambled[length] = (byte) 0xFF;
                readOrFail(events, event, scrambled);
            }
        }
    }

    /** Without checksums some changes make other events, which nobody can know. */
    private static void readOrFail(List<byte[]> events, byte[] event, byte[] changed) throws Exception {
        try {
            readerBefore(events, event).read(changed);
        } catch (BinlogFailure e) {
            assertThat(e.kind()).isIn(Kind.DAMAGED, Kind.UNREADABLE);
            assertThat(e.getMessage()).containsAnyOf("event of type", "the statement before").contains("without its state");
        }
    }

    @Test
    void damagedEventIsNamed() throws Exception {
        List<byte[]> events = RecordedEvents.of("checksums-full").events();
        byte[] rows = events.stream()
                .filter(event -> type(event) == EventTypes.WRITE_ROWS_2)
                .findFirst()
                .orElseThrow();
        byte[] damaged = rows.clone();
        damaged[40] ^= 1;
        EventReader reader = readerBefore(events, rows);

        assertThatThrownBy(() -> reader.read(damaged))
                .isInstanceOfSatisfying(
                        BinlogFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
                .hasMessageContaining("type 30")
                .hasMessageContaining("of 'binlog.000001' does not fit its checksum");
    }

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
        byte[] rotate = Events.event(
                EventTypes.ROTATE, 0, 5_000_000_040L & 0xFFFF_FFFFL, Events.rotation("binlog.1000000", 4));
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
        assertThat(head(reader, Events.event(EventTypes.HEARTBEAT, 0, 900, name))).isEqualTo(List.of(1_000L, 1_000L));
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

    @Test
    void eventsThatAreNotReadAreRefusedUnlessTheySayNothing() {
        assertRefused(EventTypes.INCIDENT, 0, "lacks changes");
        assertRefused(EventTypes.PRE_GA_UPDATE_ROWS, 0, "MySQL 5.1");
        assertRefused(EventTypes.PARTIAL_UPDATE_ROWS, 0x80, "binlog_row_value_options");
        assertRefused(EventTypes.TRANSACTION_PAYLOAD, 0x80, "binlog_transaction_compression");
        assertRefused(EventTypes.TAGGED_GTID, 0x80, "AUTOMATIC:tag");
        for (int type = EventTypes.MARIADB_FIRST_COMPRESSED; type <= EventTypes.MARIADB_LAST_COMPRESSED; type++) {
            assertRefused(type, 0x80, "log_bin_compress");
        }
        for (int type : new int[] {0, 1, 6, 8, 10, 12, 43, 99, 159, 172, 255}) {
            assertRefused(type, 0, "newer than this job knows");
            assertThat(refusal(type, 0x80)).isNull();
        }
        for (int type : new int[] {
            EventTypes.STOP, EventTypes.INTVAR, EventTypes.RAND, EventTypes.USER_VAR, EventTypes.PREVIOUS_GTIDS,
            EventTypes.MARIADB_CHECKPOINT, EventTypes.MARIADB_GTID_LIST, EventTypes.MARIADB_START_ENCRYPTION
        }) {
            assertThat(refusal(type, 0)).isNull();
        }
    }

    private static void assertRefused(int type, int flags, String what) {
        assertThat(refusal(type, flags))
                .contains("type " + type + " before position 500")
                .contains(what);
    }

    private static @Nullable String refusal(int type, int flags) {
        try {
            assertThat(new EventReader().read(Events.event(type, flags, 500, new byte[20])))
                    .isNull();
            return null;
        } catch (BinlogFailure e) {
            assertThat(e.kind()).isEqualTo(Kind.UNREADABLE);
            return e.getMessage();
        }
    }

    @Test
    void statementsAreInTheCharacterSetOfTheClient() throws Exception {
        String shiftJis = "COMMENT 'ソ表'";
        byte[] text = shiftJis.getBytes(Charset.forName("windows-31j"));

        assertThat(statement(variables("04 5f00 5f00 0800"), text).text()).isEqualTo(shiftJis);
        assertThat(statement(variables("04 0800 0800 0800"), new byte[] {(byte) 0x80, (byte) 0xFC})
                        .text())
                .isEqualTo("€ü");
        assertThat(statement(variables("04 ff00 ff00 ff00"), "🎉".getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("🎉");
        assertThat(statement(variables("04 ffef 0000 0000"), "ascii".getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("ascii");
        assertThatThrownBy(() -> statement(variables("04 ffef 0000 0000"), "ü".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("collation 61439");
    }

    @Test
    void settingsAreFoundBehindAllOtherVariables() throws Exception {
        String before = "00 00000000" // flags
                + "02 03 616263 00" // catalog in the old form
                + "03 0100 0200"
                + "05 02 5554"
                + "06 03 737464"
                + "07 0100"
                + "08 0800"
                + "09 0000000000000000"
                + "0a 00000000"
                + "0b 01 75 02 6868" // user and host
                + "0c 02 6100 626200" // two databases
                + "0c fe" // too many of them
                + "0d 010203"
                + "10 01"
                + "11 0000000000000001"
                + "12 ff00"
                + "13 01"
                + "14 01"
                + "80 010203"
                + "81 0000000000000001"
                + "83 02 0100020003000400";
        StatementExecuted statement =
                statement(variables(before + "01 0400100000000000" + "04 0800 0800 0800"), new byte[] {(byte) 0xFC});

        assertThat(statement.session()).isEqualTo(new SessionSettings(true, false, false));
        assertThat(statement.text()).isEqualTo("ü");
        assertThat(statement(variables("01 0000200000000000"), new byte[0]).session())
                .isEqualTo(new SessionSettings(false, true, true));
        assertThat(statement(variables("01 0000400000000000"), new byte[0]).session())
                .isEqualTo(new SessionSettings(false, true, true));
        assertThat(statement(variables(""), new byte[0]).session()).isEqualTo(SessionSettings.USUAL);
    }

    @Test
    void unknownVariableMattersOnlyBeforeTheSettings() throws Exception {
        String settings = "01 0400100000000000" + "04 0800 0800 0800";

        assertThat(statement(variables(settings + "7f 0102"), new byte[0]).session())
                .isEqualTo(new SessionSettings(true, false, false));
        assertThatThrownBy(() -> statement(variables("7f 0102" + settings), new byte[0]))
                .isInstanceOf(BinlogFailure.class)
                .hasMessageContaining("status variable 127");
    }

    private static byte[] variables(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static StatementExecuted statement(byte[] variables, byte[] text) throws BinlogFailure {
        byte[] event = Events.event(EventTypes.QUERY, 0, 500, Events.statement(variables, "shop", text));
        return (StatementExecuted) Objects.requireNonNull(new EventReader().read(event));
    }

    @Test
    void extraDataOfRowsIsPassedOver() throws Exception {
        byte[] body = HexFormat.of().parseHex("2a0000000000" + "0100" + "0500" + "aabbcc" + "02" + "03" + "00" + "0507");
        RowsData rows = rows(Events.event(EventTypes.WRITE_ROWS_2, 0, 500, body));

        assertThat(rows.table()).isEqualTo(42);
        assertThat(rows.columns()).isEqualTo(2);
        assertThat(Arrays.copyOfRange(rows.bytes(), rows.from(), rows.to())).isEqualTo(new byte[] {0, 5, 7});
    }

    @Test
    void rowsStayInTheArrayOfTheirEvent() throws Exception {
        byte[] event = Events.event(
                EventTypes.DELETE_ROWS_1, 0, 500, HexFormat.of().parseHex("2a0000000000" + "0100" + "01" + "01" + "0005"));

        assertThat(rows(event).bytes()).isSameAs(event);
    }

    @Test
    void eventThatOnlyEndsAStatementIsNone() throws Exception {
        byte[] body = HexFormat.of().parseHex("ffffff000000" + "0100" + "0200" + "00");

        assertThat(new EventReader().read(Events.event(EventTypes.WRITE_ROWS_2, 0, 500, body)))
                .isNull();
    }

    private static RowsData rows(byte[] event) throws BinlogFailure {
        return ((BinlogEvent.RowsChanged) Objects.requireNonNull(new EventReader().read(event))).rows();
    }
}
