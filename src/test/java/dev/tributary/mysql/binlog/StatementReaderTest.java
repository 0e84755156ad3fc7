package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.ddl.SessionSettings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StatementReaderTest {

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

        assertThat(statement.session()).isEqualTo(new SessionSettings(true, false, false, "UT"));
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
}
