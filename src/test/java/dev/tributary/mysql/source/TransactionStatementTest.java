package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mysql.source.TransactionStatement.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionStatementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN | BEGIN | ''",
                "COMMIT | COMMIT | ''",
                "ROLLBACK | ROLLBACK | ''",
                "rollback | ROLLBACK | ''",
                "SAVEPOINT `a b` | SAVEPOINT | a b",
                "SAVEPOINT A | SAVEPOINT | a",
                "ROLLBACK TO `A` | ROLLBACK_TO | a",
                "ROLLBACK WORK TO SAVEPOINT x | ROLLBACK_TO | x",
                "RELEASE SAVEPOINT x | NONE | ''",
                "XA START X'6162',X'',1 | BEGIN_NAMED | x'6162',x'',1",
                "XA END X'6162',X'',1 | NONE | ''",
                "XA COMMIT X'6162',X'',1 | COMMIT_NAMED | x'6162',x'',1",
                "XA COMMIT X'6162', X'', 1 ONE PHASE | COMMIT_NAMED | x'6162',x'',1",
                "XA ROLLBACK X'6162',X'',1 | ROLLBACK_NAMED | x'6162',x'',1",
                "CREATE TABLE commits (id INT) | OTHER | ''",
                "COMMENT | OTHER | ''",
                "BEGINNING | OTHER | ''",
                "INSERT INTO t VALUES ('COMMIT') | OTHER | ''"
            })
    void statementsAboutTransactionsAreTold(String text, Kind kind, String name) {
        assertThat(TransactionStatement.of(text)).isEqualTo(new TransactionStatement(kind, name));
    }

    @Test
    void nameHasOneFormWhereverItStands() {
        assertThat(TransactionStatement.xid("X'AB', X'', 1"))
                .isEqualTo(TransactionStatement.of("XA COMMIT X'ab',X'',1").name());
    }
}
