package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import dev.tributary.verify.VerifyReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts in every character set that the server has, by snapshot and by binlog, compared with the server's own conversion. */
class CharacterSetsIT {

    private static final int BLOCK = 200;

    /** Their private characters have no counterpart in Java; such a text is refused. */
    private static final Set<String> PARTLY_UNKNOWN = Set.of("ujis", "eucjpms");

    @Test
    void everyCharacterOfEverySetArrives() throws Exception {
        List<String> sets = characterSets();
        StringBuilder columns = new StringBuilder();
        for (String set : sets) {
            columns.append(", ")
                    .append(set)
                    .append(" VARCHAR(200) CHARACTER SET ")
                    .append(set);
        }
        List<String> rows = new ArrayList<>();
        rows.add("SET sql_mode = ''");
        addRows(rows, sets, 0, 0x30FF, true);
        addRows(rows, sets, 0x3100, 0xD7FF, false);
        addRows(rows, sets, 0xE000, 0xFFEF, false);
        addRows(rows, sets, 0x1F600, 0x1F6FF, false);
        int count = (rows.size() - 1) / 2;
        try (Replication replication = new Replication("charsets", "[{source: t}]")) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY" + columns + ")");
            replication.in("de", rows.toArray(String[]::new));
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM charsets.t", String.valueOf(count));
            replication.in("us", rows.toArray(String[]::new));
            replication.awaitRows("SELECT count() FROM charsets.t", String.valueOf(2 * count));

            List<String> differences = new ArrayList<>();
            VerifyReport report = replication.verify();
            report.routes().forEach(route -> route.details().forEach(detail -> differences.add(detail.toString())));
            assertThat(differences).isEmpty();
            assertThat(report.rows()).isEqualTo(2L * count);
        }
    }

    /** A statement that sets the text and one that inserts it, in which characters that a set lacks become question marks. */
    private static void addRows(List<String> rows, List<String> sets, int from, int to, boolean common) {
        for (int block = from; block <= to; block += BLOCK) {
            StringBuilder hex = new StringBuilder();
            for (int character = block; character < Math.min(block + BLOCK, to + 1); character++) {
                hex.append(String.format("%08X", character));
            }
            rows.add("SET @text = _utf32 X'" + hex + "'");
            StringBuilder insert = new StringBuilder("INSERT IGNORE INTO t VALUES (" + block);
            boolean plain = common && (block < 0x2000 || block > 0x3000);
            sets.forEach(set -> insert.append(plain || !PARTLY_UNKNOWN.contains(set) ? ", @text" : ", NULL"));
            rows.add(insert.append(")").toString());
        }
    }

    private static List<String> characterSets() throws Exception {
        List<String> names = new ArrayList<>();
        try (Connection connection = TestServers.mysql(1).rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT CHARACTER_SET_NAME FROM information_schema.CHARACTER_SETS"
                                + " WHERE CHARACTER_SET_NAME <> 'binary' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        assertThat(names).hasSizeGreaterThan(35);
        return names;
    }
}
