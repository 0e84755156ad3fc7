package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mapping.ToldValue;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that servers once wrote into their binlogs; see {@link RecordedEvents}. */
class RecordedRowsTest {

    private static Column column(String type, @Nullable String characterSet) {
        return new Column("c", MySqlType.parse(type), true, characterSet);
    }

    private static List<Column> columns(String... types) {
        return Arrays.stream(types).map(type -> column(type, null)).toList();
    }

    /** The images of a table's first event of rows. */
    private static List<List<String>> firstRows(String recording, String table, List<Column> columns) throws Exception {
        EventReader reader = new EventReader();
        TableMap form = null;
        for (byte[] event : RecordedEvents.of(recording).events()) {
            BinlogEvent read = reader.read(event);
            if (read instanceof TableMapped mapped && mapped.table().table().equals(table)) {
                form = mapped.table();
            } else if (read instanceof RowsChanged changed && form != null) {
                return rows(form, changed.rows(), columns);
            }
        }
        throw new IllegalArgumentException(recording + " has no rows of " + table);
    }

    private static List<List<String>> rows(TableMap form, RowsData data, List<Column> columns) {
        RowImage image = new RowImage(form, data.after(), columns);
        List<List<String>> rows = new ArrayList<>();
        int at = data.from();
        while (at < data.to()) {
            at = image.read(data.bytes(), at);
            rows.add(IntStream.range(0, columns.size())
                    .mapToObj(i -> ToldValue.of(sink -> image.tell(i, sink)))
                    .toList());
        }
        assertThat(at).isEqualTo(data.to());
        return rows;
    }

    @Test
    void numbers() throws Exception {
        List<Column> columns = columns(
                "int",
                "tinyint",
                "year",
                "smallint unsigned",
                "mediumint",
                "bigint unsigned",
                "decimal(18,4)",
                "float unsigned",
                "double",
                "bit(13)");

        assertThat(firstRows("checksums-full", "numbers", columns))
                .containsExactly(
                        List.of(
                                "whole 1",
                                "whole -1",
                                "whole 2024",
                                "whole 65535",
                                "whole -8388608",
                                "unsigned 18446744073709551615",
                                "small decimal -12345.6789",
                                "single 1.5",
                                "real -2.5",
                                "unsigned 4097"),
                        List.of(
                                "whole 2",
                                "nothing",
                                "nothing",
                                "nothing",
                                "nothing",
                                "unsigned 0",
                                "nothing",
                                "nothing",
                                "nothing",
                                "nothing"));
    }

    @Test
    void texts() throws Exception {
        List<Column> columns = List.of(
                column("bigint unsigned", null),
                column("char(255)", null),
                column("varchar(40)", "latin1"),
                column("text", "cp1251"),
                column("binary(3)", null),
                column("varbinary(300)", null),
                column("longblob", null),
                column("enum('ä','b,c','it''s')", "latin1"),
                column("set('x','y','ü')", null),
                column("json", null),
                column("geometry", null));

        assertThat(firstRows("checksums-full", "texts", columns))
                .containsExactly(List.of(
                        "unsigned 1",
                        "utf8 ü",
                        "text é€",
                        "text ж",
                        "bytes 0001",
                        "bytes 00ff",
                        "bytes ",
                        "member 1",
                        "members 101",
                        "document {\"a\":[1,2.5]}",
                        "geometry 00000000" + "0101000000000000000000f03f0000000000000040"));
    }

    @Test
    void times() throws Exception {
        List<Column> columns = columns(
                "int", "date", "time", "time(1)", "time(6)", "datetime", "datetime(3)", "timestamp", "timestamp(6)");

        assertThat(firstRows("checksums-full", "times", columns))
                .containsExactly(List.of(
                        "whole 1",
                        "date 1000-1-1",
                        "time -3020399000000",
                        "time -100000",
                        "time 43200000001",
                        "datetime 9999-12-31 23:59:59 0",
                        "datetime 2024-2-29 12:0:0 123000",
                        "timestamp 1 0",
                        "timestamp 2147483647 999999"));
    }

    /** The hidden column of an index on an expression is described, and is in no row. */
    @Test
    void hiddenColumns() throws Exception {
        assertThat(firstRows("checksums-full", "derived", columns("int", "int", "int", "bigint unsigned")))
                .containsExactly(List.of("whole 1", "whole 5", "whole 6", "unsigned 7"));
    }

    @Test
    void mariaDb() throws Exception {
        List<Column> columns = columns(
                "int unsigned",
                "year",
                "int",
                "varchar(9)",
                "longtext",
                "uuid",
                "inet6",
                "time(3)",
                "datetime(6)",
                "timestamp(2)",
                "enum('ä')",
                "decimal(9,2) unsigned");

        assertThat(firstRows("mariadb", "t", columns))
                .containsExactly(List.of(
                        "whole 1",
                        "whole 2000",
                        "whole -1",
                        "utf8 a",
                        "utf8 {}",
                        "refused: a value of the type uuid, which is not read",
                        "refused: a value of the type inet6, which is not read",
                        "time -500000",
                        "datetime 2024-1-1 0:0:0 500000",
                        "timestamp 1704067200 250000",
                        "member 1",
                        "small decimal 1.50"));
    }
}
