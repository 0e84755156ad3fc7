package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PreparedTransactionsTest {

    @Test
    void xidsAreWrittenAsInTheBinlog() {
        byte[] id = {'A', 'b', (byte) 0xff, 0};

        assertThat(PreparedTransactions.xid(7, 2, 2, id)).isEqualTo("X'4162',X'ff00',7");
        assertThat(PreparedTransactions.xid(1, 4, 0, id)).isEqualTo("X'4162ff00',X'',1");
        assertThatThrownBy(() -> PreparedTransactions.xid(1, 3, 0, id)).hasMessageContaining("4 bytes");
    }
}
