package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mysql.binlog.BinlogFailure.Kind;
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
    void tableThatIsDescribedAgainIsReadOnceUnlessAByteDiffers() throws Exception {
        List<byte[]> events = RecordedEvents.of("no-checksums-minimal").events();
        byte[] event = events.stream()
                .filter(candidate -> type(candidate) == EventTypes.TABLE_MAP)
                .findFirst()
                .orElseThrow();
        EventReader reader = readerBefore(events, event);
        int letterOfTheDatabase = EventReader.HEADER_LENGTH + 9;
        byte[] ofAnother = event.clone();
        ofAnother[letterOfTheDatabase] ^= 1;

        TableMap first = table(reader, event);
        TableMap other = table(reader, ofAnother);

        assertThat(table(reader, ofAnother)).isSameAs(other);
        assertThat(other.database()).isNotEqualTo(first.database());
        assertThat(table(reader, event).database()).isEqualTo(first.database());
    }

    private static TableMap table(EventReader reader, byte[] event) throws BinlogFailure {
        return ((BinlogEvent.TableMapped) Objects.requireNonNull(reader.read(event))).table();
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
            assertThat(e.getMessage())
                    .containsAnyOf("event of type", "the statement before")
                    .contains("without its state");
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
    void eventsThatAreNotReadAreRefusedUnlessTheySayNothing() {
        assertRefused(EventTypes.INCIDENT, 0, "lacks changes");
        for (int type = EventTypes.PRE_GA_WRITE_ROWS; type <= EventTypes.PRE_GA_DELETE_ROWS; type++) {
            assertRefused(type, 0x80, "MySQL 5.1");
        }
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
            EventTypes.STOP,
            EventTypes.INTVAR,
            EventTypes.RAND,
            EventTypes.USER_VAR,
            EventTypes.BEGIN_LOAD_QUERY,
            EventTypes.APPEND_BLOCK,
            EventTypes.DELETE_FILE,
            EventTypes.IGNORABLE,
            EventTypes.ROWS_QUERY,
            EventTypes.PREVIOUS_GTIDS,
            EventTypes.TRANSACTION_CONTEXT,
            EventTypes.VIEW_CHANGE,
            EventTypes.MARIADB_ANNOTATE_ROWS,
            EventTypes.MARIADB_CHECKPOINT,
            EventTypes.MARIADB_GTID_LIST,
            EventTypes.MARIADB_START_ENCRYPTION
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
    void extraDataOfRowsIsPassedOver() throws Exception {
        byte[] body =
                HexFormat.of().parseHex("2a0000000000" + "0100" + "0500" + "aabbcc" + "02" + "03" + "00" + "0507");
        RowsData rows = rows(Events.event(EventTypes.WRITE_ROWS_2, 0, 500, body));

        assertThat(rows.table()).isEqualTo(42);
        assertThat(rows.columns()).isEqualTo(2);
        assertThat(Arrays.copyOfRange(rows.bytes(), rows.from(), rows.to())).isEqualTo(new byte[] {0, 5, 7});
    }

    @Test
    void rowsStayInTheArrayOfTheirEvent() throws Exception {
        byte[] event = Events.event(
                EventTypes.DELETE_ROWS_1,
                0,
                500,
                HexFormat.of().parseHex("2a0000000000" + "0100" + "01" + "01" + "0005"));

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
